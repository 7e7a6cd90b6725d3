//! Every setting, once: its name, what it is for, how it is read and shown.

use super::alerts::{
    digest, hidden_address, hook, mail_address, mail_server, outlets, quiet, zone,
    zone_name,
};
use super::setting::{
    ASKING, EVERYWHERE, KEEPING, LISTENING, POLLING, READING, SERVING, SHARDING, Setting,
    Shape, TELLING,
};
use super::sign_on_table as sign_on;
use super::value::{
    LogFilter, LogForm, Reach, Secret, StoreAddress, address, all, bytes, connections,
    days, header, host, language, network, pace, public_url, seconds, shown, size,
    snapshot_every,
};

/// The settings, in the order in which `rundown config` shows them.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        name: "data",
        value: "DIR",
        meaning: "Keep the news in this directory",
        default: "your data folder, e.g. ~/.local/share/rundown",
        example: "/var/lib/rundown",
        shape: Shape::One,
        flag_on: EVERYWHERE,
        read: |to, values| {
            to.data = Some(values[0].as_str().into());
            Ok(())
        },
        show: |of| shown(of.data.iter().map(|path| path.display())),
    },
    Setting {
        name: "store",
        value: "ADDRESS",
        meaning: "Keep the news in this PostgreSQL database instead of a directory",
        default: "none: the news is kept in data",
        example: "postgres://desk@db.example/news",
        shape: Shape::One,
        flag_on: EVERYWHERE,
        read: |to, values| {
            StoreAddress::read(&values[0]).map(|address| to.store = Some(address))
        },
        show: |of| shown(of.store.iter().map(StoreAddress::name)),
    },
    Setting {
        name: "news-log",
        value: "ADDRESS",
        meaning: "Hand the news from stage to stage by this log at a NATS server",
        default: "none: one process does it all",
        example: "nats://desk@log.example/news",
        shape: Shape::One,
        flag_on: EVERYWHERE,
        read: |to, values| values[0].parse().map(|value| to.news_log = Some(value)),
        show: |of| shown(&of.news_log),
    },
    Setting {
        name: "snapshot-every",
        value: "TIME",
        meaning: "Put a snapshot of what is threaded from the log there this often; `never`: none",
        default: "1h",
        example: "15m",
        shape: Shape::One,
        flag_on: SHARDING,
        read: |to, values| {
            snapshot_every(&values[0]).map(|value| to.snapshot_every = value)
        },
        show: |of| vec![of.snapshot_every.map_or_else(|| "never".to_owned(), seconds)],
    },
    Setting {
        name: "listen",
        value: "ADDRESS",
        meaning: "Serve the pages at this address and port",
        default: "127.0.0.1:7878",
        example: "127.0.0.1:7878",
        shape: Shape::One,
        flag_on: LISTENING,
        read: |to, values| address(&values[0]).map(|value| to.listen = value),
        show: |of| shown([of.listen]),
    },
    Setting {
        name: "public-url",
        value: "URL",
        meaning: "Where readers find the pages, if a proxy stands before them",
        default: "http:// and the address of listen",
        example: "https://news.example",
        shape: Shape::One,
        flag_on: LISTENING,
        read: |to, values| public_url(&values[0]).map(|url| to.public_url = Some(url)),
        show: |of| shown(of.public_url.iter().map(|url| &url.origin)),
    },
    Setting {
        name: "allow-host",
        value: "NAME",
        meaning: "Answer requests that call this machine so, besides its own names",
        default: "none; the host of public-url is always answered",
        example: "news.example",
        shape: Shape::Many,
        flag_on: LISTENING,
        read: |to, values| all(values, host).map(|names| to.allow_host = names),
        show: |of| of.allow_host.clone(),
    },
    Setting {
        name: "allow-from",
        value: "NETWORK",
        meaning: "Let these networks connect, besides this machine: a proxy that logs readers in",
        default: "none; with a password everybody",
        example: "172.18.0.0/16",
        shape: Shape::Many,
        flag_on: LISTENING,
        read: |to, values| all(values, network).map(|networks| to.allow_from = networks),
        show: |of| shown(&of.allow_from),
    },
    Setting {
        name: "login-header",
        value: "NAME",
        meaning: "Sign those in whose account a proxy names in this header",
        default: "none",
        example: "Remote-User",
        shape: Shape::One,
        flag_on: LISTENING,
        read: |to, values| header(&values[0]).map(|name| to.login_header = Some(name)),
        show: |of| shown(&of.login_header),
    },
    Setting {
        name: "login-from",
        value: "NETWORK",
        meaning: "Believe that header of these proxies, and of nobody else",
        default: "none",
        example: "127.0.0.1",
        shape: Shape::Many,
        flag_on: LISTENING,
        read: |to, values| all(values, network).map(|networks| to.login_from = networks),
        show: |of| shown(&of.login_from),
    },
    sign_on::ISSUER,
    sign_on::CLIENT,
    sign_on::SECRET,
    sign_on::NAME,
    sign_on::SCOPES,
    sign_on::CLAIM,
    sign_on::READERS,
    sign_on::EDITORS,
    sign_on::ADMINS,
    Setting {
        name: "address-connections",
        value: "NUMBER",
        meaning: "Let one address hold so many connections, unless allow-from names it",
        default: "64",
        example: "64",
        shape: Shape::One,
        flag_on: LISTENING,
        read: |to, values| {
            connections(&values[0]).map(|value| to.address_connections = value)
        },
        show: |of| shown([of.address_connections]),
    },
    Setting {
        name: "password",
        value: "FILE",
        meaning: "Ask every reader for the password that stands in this file",
        default: "none",
        example: "make one with `openssl rand -base64 24`",
        shape: Shape::Secret,
        flag_on: LISTENING,
        read: |to, values| {
            Secret::new(&values[0]).map(|secret| to.password = Some(secret))
        },
        show: |of| shown(of.password.iter().map(|_| "(set)")),
    },
    Setting {
        name: "post-token",
        value: "FILE",
        meaning: "Let whoever has the token in this file post articles, too",
        default: "none; those of `rundown token`",
        example: "make one with `openssl rand -base64 24`",
        shape: Shape::Secret,
        flag_on: SERVING,
        read: |to, values| {
            Secret::new(&values[0]).map(|secret| to.post_token = Some(secret))
        },
        show: |of| shown(of.post_token.iter().map(|_| "(set)")),
    },
    Setting {
        name: "metrics",
        value: "ADDRESS",
        meaning: "Answer /healthz, /readyz and /metrics on this address too",
        default: "none",
        example: "127.0.0.1:9878",
        shape: Shape::One,
        flag_on: SERVING,
        read: |to, values| address(&values[0]).map(|value| to.metrics = Some(value)),
        show: |of| shown(of.metrics),
    },
    Setting {
        name: "allow-private",
        value: "NETWORK",
        meaning: "Ask feeds and pages in these private networks too; `all`: in every one",
        default: "none",
        example: "192.168.0.0/16,127.0.0.1",
        shape: Shape::ManyOrAll,
        flag_on: ASKING,
        read: |to, values| Reach::read(values).map(|reach| to.allow_private = reach),
        show: |of| of.allow_private.shown(),
    },
    Setting {
        name: "root-certificates",
        value: "FILE",
        meaning: "Trust servers whose certificates were signed with one in this file, too",
        default: "none; those that browsers trust",
        example: "/etc/ssl/certs/office.pem",
        shape: Shape::One,
        flag_on: ASKING,
        read: |to, values| {
            to.roots = Some(values[0].as_str().into());
            Ok(())
        },
        show: |of| shown(of.roots.iter().map(|path| path.display())),
    },
    Setting {
        name: "poll-min",
        value: "TIME",
        meaning: "Ask no feed more often than this, whatever its rhythm",
        default: "5m",
        example: "15m",
        shape: Shape::One,
        flag_on: POLLING,
        read: |to, values| pace(&values[0]).map(|value| to.pace.least_seconds = value),
        show: |of| vec![seconds(of.pace.least_seconds)],
    },
    Setting {
        name: "poll-max",
        value: "TIME",
        meaning: "Ask every feed that answers at least this often, unless it wishes otherwise",
        default: "24h",
        example: "12h",
        shape: Shape::One,
        flag_on: POLLING,
        read: |to, values| pace(&values[0]).map(|value| to.pace.most_seconds = value),
        show: |of| vec![seconds(of.pace.most_seconds)],
    },
    Setting {
        name: "keep-days",
        value: "DAYS",
        meaning: "Drop stories without an article in so many days, once a day; those you follow stay",
        default: "none; all are kept",
        example: "365",
        shape: Shape::One,
        flag_on: KEEPING,
        read: |to, values| days(&values[0]).map(|value| to.keeping.days = value),
        show: |of| shown(of.keeping.days),
    },
    Setting {
        name: "keep-bytes",
        value: "BYTES",
        meaning: "Drop what is oldest, once a day, until the store takes no more room than this",
        default: "none; it takes what it needs",
        example: "20GB",
        shape: Shape::One,
        flag_on: KEEPING,
        read: |to, values| bytes(&values[0]).map(|value| to.keeping.bytes = value),
        show: |of| of.keeping.bytes.map(size).into_iter().collect(),
    },
    Setting {
        name: "languages",
        value: "LANGUAGE",
        meaning: "What you read, the dearest first; a story is told in the first it has enough of",
        default: "none",
        example: "de,en",
        shape: Shape::Many,
        flag_on: READING,
        read: |to, values| {
            all(values, language).map(|languages| to.languages = languages)
        },
        show: |of| shown(&of.languages),
    },
    Setting {
        name: "alert-outlets",
        value: "NUMBER",
        meaning: "Tell of a development when so many independent outlets do: 1, 2 or 3",
        default: "2",
        example: "3",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            outlets(&values[0]).map(|value| to.alerts.rules.outlets = value)
        },
        show: |of| shown([of.alerts.rules.outlets]),
    },
    Setting {
        name: "alert-zone",
        value: "ZONE",
        meaning: "Whose clock quiet hours and digests go by",
        default: "UTC",
        example: "Europe/Lisbon",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| zone(&values[0]).map(|value| to.alerts.hours.zone = value),
        show: |of| vec![zone_name(&of.alerts.hours.zone)],
    },
    Setting {
        name: "alert-quiet",
        value: "HOURS",
        meaning: "Send nothing between these hours; it comes afterwards",
        default: "none",
        example: "22:00-07:00",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            quiet(&values[0]).map(|value| to.alerts.hours.quiet = Some(value))
        },
        show: |of| shown(of.alerts.hours.quiet),
    },
    Setting {
        name: "alert-digest",
        value: "HOW OFTEN",
        meaning: "Send what there is together: `none` at once, `day`, or `week` on Mondays, at seven",
        default: "none",
        example: "day",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| digest(&values[0]).map(|value| to.alerts.hours.digest = value),
        show: |of| shown([of.alerts.hours.digest.word()]),
    },
    Setting {
        name: "alert-webhook",
        value: "URL",
        meaning: "Post each alert as JSON to this address",
        default: "none",
        example: "https://automation.example/rundown",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            hidden_address(&values[0]).map(|url| to.alerts.webhook = Some(url))
        },
        show: |of| shown(of.alerts.webhook.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-webhook-secret",
        value: "FILE",
        meaning: "Sign what is posted there with the secret in this file",
        default: "none",
        example: "make one with `openssl rand -base64 24`",
        shape: Shape::Secret,
        flag_on: TELLING,
        read: |to, values| {
            Secret::new(&values[0]).map(|secret| to.alerts.webhook_secret = Some(secret))
        },
        show: |of| shown(of.alerts.webhook_secret.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-ntfy",
        value: "URL",
        meaning: "Post each alert to this topic of an ntfy server",
        default: "none",
        example: "https://ntfy.example/my-news",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            hidden_address(&values[0]).map(|url| to.alerts.ntfy = Some(url))
        },
        show: |of| shown(of.alerts.ntfy.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-ntfy-token",
        value: "FILE",
        meaning: "Show the ntfy server the access token in this file",
        default: "none",
        example: "`ntfy token add` makes one",
        shape: Shape::Secret,
        flag_on: TELLING,
        read: |to, values| {
            Secret::new(&values[0]).map(|secret| to.alerts.ntfy_token = Some(secret))
        },
        show: |of| shown(of.alerts.ntfy_token.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-chat",
        value: "FILE",
        meaning: "Post each alert to the chat whose incoming webhook's address stands in this file",
        default: "none",
        example: "the address that the chat made, as in https://chat.example/hooks/…",
        shape: Shape::Secret,
        flag_on: TELLING,
        read: |to, values| hook(&values[0]).map(|secret| to.alerts.chat = Some(secret)),
        show: |of| shown(of.alerts.chat.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-mail",
        value: "URL",
        meaning: "Hand each alert as a letter to this mail server",
        default: "none",
        example: "smtps://ana@mail.example",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            mail_server(&values[0]).map(|server| to.alerts.mail = Some(server))
        },
        show: |of| shown(&of.alerts.mail),
    },
    Setting {
        name: "alert-mail-password",
        value: "FILE",
        meaning: "Show the mail server the password in this file",
        default: "none",
        example: "the one of your mail account, or of an app",
        shape: Shape::Secret,
        flag_on: TELLING,
        read: |to, values| {
            Secret::new(&values[0]).map(|secret| to.alerts.mail_password = Some(secret))
        },
        show: |of| shown(of.alerts.mail_password.iter().map(|_| "(set)")),
    },
    Setting {
        name: "alert-mail-to",
        value: "ADDRESS",
        meaning: "Who the letters are to",
        default: "none",
        example: "ana@mail.example",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            mail_address(&values[0]).map(|address| to.alerts.mail_to = Some(address))
        },
        show: |of| shown(&of.alerts.mail_to),
    },
    Setting {
        name: "alert-mail-from",
        value: "ADDRESS",
        meaning: "Who the letters are from",
        default: "whom they are to",
        example: "rundown@mail.example",
        shape: Shape::One,
        flag_on: TELLING,
        read: |to, values| {
            mail_address(&values[0]).map(|address| to.alerts.mail_from = Some(address))
        },
        show: |of| shown(&of.alerts.mail_from),
    },
    Setting {
        name: "alert-allow-private",
        value: "NETWORK",
        meaning: "Let readers have targets in these private networks; `all`: in every one",
        default: "none",
        example: "192.168.0.0/16,127.0.0.1",
        shape: Shape::ManyOrAll,
        flag_on: TELLING,
        read: |to, values| {
            Reach::read(values).map(|reach| to.alerts.allow_private = reach)
        },
        show: |of| of.alerts.allow_private.shown(),
    },
    Setting {
        name: "log",
        value: "LEVEL",
        meaning: "Write this of the log: error, warn, info, debug, trace, or a filter",
        default: "warn",
        example: "info",
        shape: Shape::One,
        flag_on: EVERYWHERE,
        // The log between the stages may be called the log, too: no filter is an address.
        read: |to, values| {
            if values[0].contains("://") {
                return values[0].parse().map(|value| to.news_log = Some(value));
            }
            LogFilter::read(&values[0]).map(|filter| to.log = filter)
        },
        show: |of| shown([of.log.name()]),
    },
    Setting {
        name: "log-form",
        value: "FORM",
        meaning: "Write the log as text, or as json: a line an event",
        default: "text",
        example: "json",
        shape: Shape::One,
        flag_on: EVERYWHERE,
        read: |to, values| LogForm::read(&values[0]).map(|form| to.log_form = form),
        show: |of| shown([of.log_form.name()]),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn what_the_table_says_of_defaults_and_examples_holds() {
        let defaults = Settings::default();
        for setting in SETTINGS.iter().filter(|setting| setting.name != "data") {
            let shown = (setting.show)(&defaults);
            let told = setting.default;
            let is_told = shown.is_empty() || shown.join(",") == told;
            assert!(is_told, "{}: {shown:?} is not {told:?}", setting.name);
        }
        for setting in SETTINGS.iter().filter(|setting| setting.shape != Shape::Secret) {
            let parts: Vec<String> = if setting.is_list() {
                setting.example.split(',').map(str::to_owned).collect()
            } else {
                vec![setting.example.to_owned()]
            };
            let read = (setting.read)(&mut Settings::default(), &parts);
            assert_eq!(read, Ok(()), "{}", setting.name);
        }
    }
}
