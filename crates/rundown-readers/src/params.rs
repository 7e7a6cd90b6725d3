//! What a question says: names and values, from its address and from its body.

use url::form_urlencoded;

/// Pairs of one question at most: an answer names no more items.
const PAIRS_MAX: usize = 4_000;

/// The pairs of a question, those of the address first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads the part of an address after `?`, and a form of this kind (`Content-Type`).
    ///
    /// ```
    /// use rundown_readers::Params;
    /// let parts = b"--x\r\nContent-Disposition: form-data; name=\"k\"\r\n\r\nv\r\n--x--";
    /// let params = Params::of("api&a=1", parts, "multipart/form-data; boundary=x");
    /// assert_eq!((params.get("k"), params.get("a")), (Some("v"), Some("1")));
    /// ```
    #[must_use]
    pub fn of(query: &str, form: &[u8], kind: &str) -> Self {
        let pairs = |bytes| {
            form_urlencoded::parse(bytes).map(|(name, value)| (name.into(), value.into()))
        };
        let boundary =
            kind.split_once("boundary=").map(|(_, mark)| mark.trim_matches('"'));
        let all = pairs(query.as_bytes());
        Self(match boundary.filter(|mark| !mark.is_empty()) {
            Some(mark) => all.chain(parts(form, mark)).take(PAIRS_MAX).collect(),
            None => all.chain(pairs(form)).take(PAIRS_MAX).collect(),
        })
    }

    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a name is there, with or without a value.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The first value of a name as a number.
    #[must_use]
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }
}

/// The fields of a form in parts (RFC 7578), as far as they are short texts.
fn parts(form: &[u8], boundary: &str) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(form);
    let field = |part: &str| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let (_, name) = head.split_once("name=\"")?;
        let (name, _) = name.split_once('"')?;
        Some((name.to_owned(), value.strip_suffix("\r\n")?.to_owned()))
    };
    text.split(&format!("--{boundary}")).filter_map(field).collect()
}
