//! `robots.txt`: what an outlet lets be fetched by a program.
//!
//! Follows [RFC 9309](https://www.rfc-editor.org/rfc/rfc9309): the groups that name us
//! count together, else those for everybody; the longest rule that matches decides, and
//! in a tie the one that allows. `*` stands for anything and a final `$` for the end.

use std::time::Duration;

use memchr::memmem;

/// Bytes of a `robots.txt` that are read; the RFC asks for at least this.
const ROBOTS_BYTES_MAX: usize = 500 << 10;

/// Rules kept of one file; the largest real files have a few thousand.
const RULES_MAX: usize = 10_000;

/// What one host lets us ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// Between two requests; none if it does not say.
    pub(crate) crawl_delay: Option<Duration>,
    /// Whether the host could not say what it allows.
    pub(crate) is_unknown: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// As stated, percent-encoding made uniform.
    pattern: Vec<u8>,
}

impl Robots {
    /// Everything may be asked: there is no `robots.txt`.
    pub(crate) fn open() -> Self {
        Self::default()
    }

    /// Nothing may be asked: the host cannot say what.
    pub(crate) fn closed() -> Self {
        let rules = vec![Rule { allow: false, pattern: b"/".to_vec() }];
        Self { rules, crawl_delay: None, is_unknown: true }
    }

    /// Reads the rules for one robot, named as in `Rundown`.
    pub(crate) fn parse(bytes: &[u8], name: &str) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let bytes = &bytes[..bytes.len().min(ROBOTS_BYTES_MAX)];
        let (mut ours, mut everybody) = (None, Vec::new());
        let (mut our_delay, mut delay) = (None, None);
        // Whom the group being read speaks to, and whether its rules have begun.
        let (mut to_us, mut to_all, mut in_rules) = (false, false, false);
        for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let Some((key, value)) = directive(line) else { continue };
            if key.eq_ignore_ascii_case(b"user-agent") {
                if in_rules {
                    (to_us, to_all, in_rules) = (false, false, false);
                }
                if token(value).eq_ignore_ascii_case(name.as_bytes()) {
                    to_us = true;
                    // A group without rules lets us do anything.
                    ours.get_or_insert_with(Vec::new);
                }
                to_all |= value == b"*";
                continue;
            }
            if key.eq_ignore_ascii_case(b"crawl-delay") {
                in_rules = true;
                let stated = seconds(value);
                our_delay = stated.filter(|_| to_us).or(our_delay);
                delay = stated.filter(|_| to_all).or(delay);
                continue;
            }
            let allow = key.eq_ignore_ascii_case(b"allow");
            if !allow && !key.eq_ignore_ascii_case(b"disallow") {
                continue;
            }
            in_rules = true;
            if value.is_empty() {
                continue;
            }
            let rule = Rule { allow, pattern: uniform(value) };
            if let Some(ours) =
                ours.as_mut().filter(|ours| to_us && ours.len() < RULES_MAX)
            {
                ours.push(rule.clone());
            }
            if to_all && everybody.len() < RULES_MAX {
                everybody.push(rule);
            }
        }
        let crawl_delay = if ours.is_some() { our_delay } else { delay };
        Self { rules: ours.unwrap_or(everybody), crawl_delay, is_unknown: false }
    }

    /// Whether a path, with its query, may be asked.
    pub(crate) fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = uniform(path.as_bytes());
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &path));
        matching
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// Key and value of a line without its comment.
fn directive(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.split(|&byte| byte == b'#').next()?;
    let colon = line.iter().position(|&byte| byte == b':')?;
    Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
}

/// A stated number of seconds that makes sense.
fn seconds(value: &[u8]) -> Option<Duration> {
    let said: f32 = std::str::from_utf8(value).ok()?.parse().ok()?;
    Duration::try_from_secs_f32(said).ok()
}

/// The name at the beginning of a `User-Agent` line; versions do not count.
fn token(value: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
    let end = value.iter().position(|byte| !is_token(byte)).unwrap_or(value.len());
    &value[..end]
}

/// Makes the percent-encoding of a path uniform, so that `%7e` equals `~`, and `é` its
/// encoding, while `%2F` and `/` stay apart.
fn uniform(path: &[u8]) -> Vec<u8> {
    let mut uniform = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'%', [high, low, ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                let decoded = hex(*high) << 4 | hex(*low);
                if decoded.is_ascii_alphanumeric()
                    || matches!(decoded, b'-' | b'.' | b'_' | b'~')
                {
                    uniform.push(decoded);
                } else {
                    uniform.extend([
                        b'%',
                        high.to_ascii_uppercase(),
                        low.to_ascii_uppercase(),
                    ]);
                }
                rest = &after[2..];
            }
            _ if byte.is_ascii_graphic() => uniform.push(byte),
            _ => uniform.extend(format!("%{byte:02X}").bytes()),
        }
    }
    uniform
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit.to_ascii_lowercase() - b'a') + 10,
    }
}

/// Whether a path begins as a pattern says. Each `*` is matched as early as it can be,
/// which is always right, so a hostile pattern costs no more than one pass.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split(|&byte| byte == b'*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<&[u8]> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return !to_end || rest.is_empty();
    };
    for part in between {
        match memmem::find(rest, part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    if to_end { rest.ends_with(last) } else { memmem::find(rest, last).is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(robots: &str, name: &str, path: &str) -> bool {
        Robots::parse(robots.as_bytes(), name).allows(path)
    }

    const SIMPLE: &str = "\
        User-Agent: *\n\
        Disallow: *.gif$\n\
        Disallow: /drafts/\n\
        Allow: /published/\n\
        \n\
        User-Agent: foobot\n\
        Disallow:/\n\
        Allow:/drafts/page.html\n\
        Allow:/drafts/allowed.gif\n\
        \n\
        User-Agent: barbot\n\
        User-Agent: bazbot\n\
        Disallow: /drafts/page.html\n\
        \n\
        User-Agent: quxbot\n";

    #[test]
    fn a_pause_between_requests_is_read_from_the_group_that_counts() {
        let of = |text: &str| Robots::parse(text.as_bytes(), "Rundown").crawl_delay;
        let all = "User-agent: *\nCrawl-delay: 10\n";
        assert_eq!(of(all), Some(Duration::from_secs(10)));
        assert_eq!(of(&format!("{all}\nUser-agent: Rundown\nDisallow: /a")), None);
        assert_eq!(
            of(&format!("User-agent: Rundown\nCrawl-delay: 0.5\n\n{all}")),
            Some(Duration::from_millis(500))
        );
        for odd in ["soon", "-3", "NaN", ""] {
            assert_eq!(of(&format!("User-agent: *\nCrawl-delay: {odd}\n")), None);
        }
    }

    #[test]
    fn the_group_that_names_a_robot_is_the_only_one_for_it() {
        assert!(!allowed(SIMPLE, "other", "/drafts/page.html"));
        assert!(!allowed(SIMPLE, "other", "/news/picture.gif"));
        assert!(allowed(SIMPLE, "other", "/news/picture.gif?size=2"));
        assert!(allowed(SIMPLE, "other", "/published/picture.gif"));
        assert!(allowed(SIMPLE, "FooBot", "/drafts/page.html"));
        assert!(!allowed(SIMPLE, "foobot", "/published/"));
        assert!(!allowed(SIMPLE, "bazbot", "/drafts/page.html"));
        assert!(allowed(SIMPLE, "barbot", "/drafts/other.html"));
        assert!(allowed(SIMPLE, "quxbot", "/drafts/page.html"));
    }

    #[test]
    fn the_longest_rule_decides_and_a_tie_allows() {
        let robots = "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/not.gif\n\
            Disallow: /same\nAllow: /same\n";
        assert!(allowed(robots, "x", "/example/page/yes.gif"));
        assert!(!allowed(robots, "x", "/example/page/not.gif"));
        assert!(allowed(robots, "x", "/same"));
    }

    #[test]
    fn groups_that_name_a_robot_count_together() {
        let robots = "user-agent: rundown/2.0\ndisallow: /a\nuser-agent: *\ndisallow: /\n\
            user-agent: Rundown\nsitemap: x\ndisallow: /b # for now\n";
        assert!(!allowed(robots, "Rundown", "/a"));
        assert!(!allowed(robots, "Rundown", "/b"));
        assert!(allowed(robots, "Rundown", "/c"));
    }

    #[test]
    fn stars_and_ends_match_as_written() {
        let cases = [
            ("/*/print", "/news/1/print", true),
            ("/*/print$", "/news/1/print/2", false),
            ("/*a*b$", "/xaxbxb", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/search?*q=", "/search?page=1&q=fire", true),
            ("/%7Eana", "/~ana/x", true),
            ("/caf\u{e9}", "/caf%c3%a9", true),
            ("/a%2Fb", "/a/b", false),
            ("page", "/page", false),
            ("*", "/", true),
        ];
        for (pattern, path, matched) in cases {
            let robots = format!("user-agent: *\ndisallow: {pattern}");
            assert_eq!(!allowed(&robots, "x", path), matched, "{pattern} on {path}");
        }
    }

    #[test]
    fn odd_files_are_read_as_far_as_they_go() {
        assert!(allowed("", "x", "/"));
        assert!(
            allowed("disallow: /\n", "x", "/a"),
            "a rule without a robot is for nobody"
        );
        assert!(!allowed("\u{feff}User-agent:*\r\nDisallow:/\r\n", "x", "/a"));
        assert!(allowed("user-agent: *\ndisallow:\n", "x", "/a"));
        assert!(allowed("<html>404: sorry</html>", "x", "/a"));
        assert!(!Robots::closed().allows("/a") && Robots::open().allows("/a"));
        assert!(Robots::closed().allows("/robots.txt"));
    }

    #[test]
    fn what_is_percent_encoded_without_need_is_written_out() {
        for (path, same) in [
            ("/%41%5a%7e%2d", "/AZ~-"),
            ("/a%2fb%3F", "/a%2Fb%3F"),
            ("/a%zz%7g%g7%4", "/a%zz%7g%g7%4"),
            ("/é", "/%C3%A9"),
        ] {
            assert_eq!(String::from_utf8(uniform(path.as_bytes())).unwrap(), same);
        }
    }

    #[test]
    fn what_stands_between_stars_is_used_up() {
        assert!(!matches(b"/*ab*ab", b"/ab"));
        assert!(matches(b"/*ab*ab", b"/abab"));
        assert!(!matches(b"/*abc*c", b"/xyabc") && matches(b"/*abc*c", b"/xyabcc"));
    }

    #[test]
    fn rules_beyond_the_limit_are_not_taken() {
        let rules: Vec<String> =
            (1..RULES_MAX).map(|number| format!("Disallow: /{number}-\n")).collect();
        let rules = rules.concat();
        for named in ["*", "Rundown"] {
            let robots =
                format!("User-agent: {named}\n{rules}Disallow: /last\nDisallow: /more\n");
            assert!(!allowed(&robots, "Rundown", "/last"), "{named}");
            assert!(allowed(&robots, "Rundown", "/more"), "{named}");
        }
    }
}
