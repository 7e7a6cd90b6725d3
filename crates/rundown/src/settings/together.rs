//! Settings that are right each by itself, and cannot work together or without another.

use anyhow::Result;

use super::held::Settings;
use crate::failure::misused;

/// Makes sure that they do.
pub(super) fn fit(settings: &Settings) -> Result<()> {
    let Settings { pace, alerts, sign_on, .. } = settings;
    if pace.least_seconds > pace.most_seconds {
        return Err(misused(
            "poll-min is longer than poll-max",
            "`rundown config` tells where each comes from",
        ));
    }
    if alerts.mail.is_some() && alerts.mail_to.is_none() && alerts.mail_from.is_none() {
        return Err(misused(
            "alert-mail is set, and alert-mail-to is not: there is nobody to write to",
            "say who the letters are to, as in --alert-mail-to=ana@mail.example; where they go \
             to other readers alone, say with alert-mail-from who they are from",
        ));
    }
    if alerts.mail_to.is_some() && alerts.mail.is_none() {
        return Err(misused(
            "alert-mail-to is set, and alert-mail is not: there is no server to take letters",
            "name it, as in --alert-mail=smtps://ana@mail.example",
        ));
    }
    if settings.login_header.is_some() && settings.login_from.is_empty() {
        return Err(misused(
            "login-header is set, and login-from is not: nobody's word would count",
            "name the proxy that sets the header, as in --login-from=127.0.0.1",
        ));
    }
    sign_on.provider().map(drop).map_err(|lacks| {
        misused(lacks, "docs/guides/operate.md tells what a single sign-on needs")
    })
}
