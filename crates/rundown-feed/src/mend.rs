//! Repairs of markup that no XML tokenizer could survive.
//!
//! Control characters go; comments, instructions and document types are cut out; a `<`
//! that opens nothing becomes text; tags, CDATA sections and quotation marks that never
//! end are ended. One pass over the text: each closing sequence that is missing is
//! searched for once.

/// What is left for the tokenizer, and the document type with its entities.
pub(crate) struct Mended<'t> {
    /// Start tags, end tags, text and CDATA sections only.
    pub text: String,
    /// The inside of the last `<!DOCTYPE …>`.
    pub doctype: Option<&'t str>,
    /// How many places were broken.
    pub repairs: usize,
}

/// Repairs a whole document.
pub(crate) fn mend(text: &str) -> Mended<'_> {
    let mut mender = Mender {
        text,
        at: 0,
        kept: 0,
        missing: [false; 5],
        out: String::with_capacity(text.len()),
        doctype: None,
        repairs: 0,
    };
    mender.run();
    Mended { text: mender.out, doctype: mender.doctype, repairs: mender.repairs }
}

struct Mender<'t> {
    text: &'t str,
    at: usize,
    /// Everything before has been copied or cut.
    kept: usize,
    /// Closing sequences that do not occur any more, by their place in [`CLOSERS`].
    missing: [bool; 5],
    out: String,
    doctype: Option<&'t str>,
    repairs: usize,
}

const CLOSERS: [&str; 5] = ["]]>", "-->", "?>", ">", "]>"];
const CDATA_OPENER: &str = "<![CDATA[";

impl Mender<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            match bytes[self.at] {
                b'<' => self.markup(),
                0..=8 | 11 | 12 | 14..=31 => self.cut(self.at + 1),
                _ => self.at += 1,
            }
        }
        self.keep(self.text.len());
    }

    /// Copies everything up to `end`.
    fn keep(&mut self, end: usize) {
        self.out.push_str(&self.text[self.kept..end]);
        self.kept = end;
        self.at = end;
    }

    /// Copies everything up to here and leaves out what stands before `end`.
    fn cut(&mut self, end: usize) {
        self.keep(self.at);
        self.kept = end;
        self.at = end;
    }

    fn replace(&mut self, end: usize, by: &str) {
        self.cut(end);
        self.out.push_str(by);
        self.repairs += 1;
    }

    fn end_of(&mut self, from: usize, closer: usize) -> Option<usize> {
        if self.missing[closer] {
            return None;
        }
        let found = self.text[from..].find(CLOSERS[closer]);
        self.missing[closer] = found.is_none();
        found.map(|at| from + at + CLOSERS[closer].len())
    }

    fn markup(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with(CDATA_OPENER) {
            self.cdata();
        } else if rest.starts_with("<!--") {
            let end = self.end_of(self.at + 4, 1);
            self.cut_or_drop(end, 4);
        } else if rest.starts_with("<!") {
            self.declaration();
        } else if rest.starts_with("<?") {
            self.instruction();
        } else {
            self.tag();
        }
    }

    fn cdata(&mut self) {
        match self.end_of(self.at + CDATA_OPENER.len(), 0) {
            // Control characters stay inside; texts are cleaned when they are read.
            Some(end) => self.at = end,
            None => self.cut_or_drop(None, CDATA_OPENER.len()),
        }
    }

    fn cut_or_drop(&mut self, end: Option<usize>, opener: usize) {
        self.repairs += usize::from(end.is_none());
        self.cut(end.unwrap_or(self.at + opener));
    }

    fn instruction(&mut self) {
        // `<?xml version="1.0">` without its second question mark is common.
        let is_declaration = self.text[self.at..].starts_with("<?xml ");
        let end = if is_declaration { None } else { self.end_of(self.at + 2, 2) };
        let end = end.or_else(|| self.end_of(self.at, 3)).unwrap_or(self.text.len());
        self.cut(end);
    }

    fn declaration(&mut self) {
        let Some(first) = self.end_of(self.at, 3) else {
            return self.replace(self.at + 2, "");
        };
        let open = self.text[self.at..first].find('[').map(|open| self.at + open + 1);
        let end = open.and_then(|open| self.end_of(open, 4));
        if let (Some(open), Some(end)) = (open, end) {
            self.doctype = Some(&self.text[open..end - 2]);
        }
        self.cut(end.unwrap_or(first));
    }

    fn tag(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let is_end = bytes.get(start + 1) == Some(&b'/');
        let name = start + 1 + usize::from(is_end);
        let is_name =
            self.text[name..].starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !is_name {
            let at_end_of_text = name >= bytes.len();
            return self.replace(start + 1, if at_end_of_text { "" } else { "&lt;" });
        }
        match tag_end(bytes, name) {
            TagEnd::Closed(end) => self.keep(end),
            TagEnd::StrayQuotes(end) => {
                let tag = without_stray_quotes(&self.text[start..end]);
                self.replace(end, &tag);
            }
            TagEnd::Broken(end) => {
                let mut tag = without_stray_quotes(self.text[start..end].trim_end());
                tag.push('>');
                self.replace(end, &tag);
            }
            TagEnd::OpenQuote(at) => {
                let attribute = self.text[start..at].rfind(char::is_whitespace);
                let kept = attribute.map_or(at, |space| start + space);
                let tag = format!("{}>", without_stray_quotes(&self.text[start..kept]));
                self.replace(at + 1, &tag);
            }
            TagEnd::Never => self.replace(bytes.len(), ""),
        }
    }
}

enum TagEnd {
    /// Ends with the `>` before this byte.
    Closed(usize),
    /// So too, but holds quotation marks that open no value.
    StrayQuotes(usize),
    /// Another tag opens at this byte, before this one has ended.
    Broken(usize),
    /// The quotation mark at this byte is never closed.
    OpenQuote(usize),
    /// The document ends first.
    Never,
}

/// Where a tag ends. As in HTML, only a quotation mark after `=` opens a value.
fn tag_end(bytes: &[u8], from: usize) -> TagEnd {
    let (mut at, mut after_equals, mut stray) = (from, false, false);
    while at < bytes.len() {
        match bytes[at] {
            b'>' if stray => return TagEnd::StrayQuotes(at + 1),
            b'>' => return TagEnd::Closed(at + 1),
            b'<' => return TagEnd::Broken(at),
            b'=' => after_equals = true,
            quote @ (b'"' | b'\'') if after_equals => {
                match bytes[at + 1..].iter().position(|byte| *byte == quote) {
                    Some(length) => at += length + 1,
                    None => return TagEnd::OpenQuote(at),
                }
                after_equals = false;
            }
            b'"' | b'\'' => stray = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    TagEnd::Never
}

/// The tag without the quotation marks that open no value.
fn without_stray_quotes(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let (mut after_equals, mut inside) = (false, None);
    for c in tag.chars() {
        match (c, inside) {
            ('"' | '\'', Some(quote)) if c == quote => inside = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if after_equals => inside = Some(c),
            ('"' | '\'', None) => continue,
            ('=', None) => after_equals = true,
            (c, None) if c.is_whitespace() => {
                out.push(c);
                continue;
            }
            _ => after_equals = false,
        }
        if inside.is_some() {
            after_equals = false;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(broken: &str, mended: &str) {
        assert_eq!(mend(broken).text, mended, "{broken}");
    }

    #[test]
    fn sound_markup_is_left_alone() {
        check(
            "<a b='c>d'>x &amp; y<![CDATA[<]]></a>",
            "<a b='c>d'>x &amp; y<![CDATA[<]]></a>",
        );
    }

    #[test]
    fn comments_instructions_and_types_are_cut() {
        check("<?xml version='1.0'?><!-- <b> --><!DOCTYPE a><a/>", "<a/>");
        check("<?xml version='1.0'><a/>", "<a/>");
        let mended = mend("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>");
        assert_eq!(
            (mended.text.as_str(), mended.doctype),
            ("<a/>", Some("<!ENTITY b \"c\">"))
        );
    }

    #[test]
    fn brackets_that_open_nothing_become_text() {
        check("<a>3 < 4 <- 5</a>", "<a>3 &lt; 4 &lt;- 5</a>");
        check("<a>x\u{1}\u{8}y</a>", "<a>xy</a>");
    }

    #[test]
    fn what_never_ends_is_ended() {
        check("<a>x</a", "<a>x");
        check("<a>x</a <b>y</b>", "<a>x</a><b>y</b>");
        check("<a><![CDATA[x<b>y</b>", "<a>x<b>y</b>");
        check("<a><!-- x<b/>", "<a> x<b/>");
        check("<a title='it's'>x</a>", "<a title='it's>x</a>");
        check("<a href=\"x>y</a>", "<a>x>y</a>");
    }
}
