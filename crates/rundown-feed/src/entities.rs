//! References: `&amp;`, `&#8217;`, `&eacute;`, as XML, HTML and careless tools write them.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use crate::letters::letter;

/// The longest name of an HTML entity is 31 bytes.
const NAME_BYTES_MAX: usize = 32;

/// A document may declare so many entities of its own.
const DECLARED_MAX: usize = 64;

/// A declared entity longer than this is not expanded.
const DECLARED_BYTES_MAX: usize = 256;

/// The text with its references replaced. Unknown ones, and bare ampersands, stay.
pub(crate) fn decode<'t>(text: &'t str, declared: &[(&str, String)]) -> Cow<'t, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // What a document declares may not make it many times longer.
    let mut expansion = text.len();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = reference(rest);
        let value = name.and_then(|name| known(name, declared));
        match (name, value) {
            (Some(name), Some(value)) if value.len() <= expansion + 8 => {
                expansion = expansion.saturating_sub(value.len().saturating_sub(8));
                out.push_str(&value);
                rest = &rest[name.len() + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name in front of a `;`.
fn reference(rest: &str) -> Option<&str> {
    let end = rest.bytes().take(NAME_BYTES_MAX + 1).position(|byte| byte == b';')?;
    let name = &rest[..end];
    let body = name.strip_prefix('#').unwrap_or(name);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!body.is_empty() && body.chars().all(is_name)).then_some(name)
}

fn known(name: &str, declared: &[(&str, String)]) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        return character(number).map(String::from);
    }
    let own = declared.iter().find(|(own, _)| *own == name);
    own.map(|(_, value)| value.clone())
        .or_else(|| letter(name).map(String::from))
        .or_else(|| resolve_html5_entity(name).map(str::to_owned))
}

/// A character by its number; the numbers 128 to 159 mean Windows-1252, as in browsers.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    if let 0x80..=0x9f = code {
        let byte = [code as u8];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next();
    }
    char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

/// The entities that a document type declares with plain values. Values that hold
/// references or markup are not taken: nothing is expanded twice.
pub(crate) fn declared(doctype: &str) -> Vec<(&str, String)> {
    let declarations = doctype.split("<!ENTITY").skip(1).take(DECLARED_MAX);
    declarations.filter_map(declaration).collect()
}

fn declaration(rest: &str) -> Option<(&str, String)> {
    let rest = rest.trim_start();
    let name = &rest[..rest.find(char::is_whitespace)?];
    let value = rest[name.len()..].trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = &value[1..];
    let value = &value[..value.find(quote)?];
    let value = decode(value, &[]);
    let plain = !value.contains(['&', '<', '%']) && value.len() <= DECLARED_BYTES_MAX;
    (plain && name != "%").then(|| (name, value.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind_are_read() {
        for (text, read) in [
            ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
            ("caf&eacute; &#233; &#xE9;", "café é é"),
            ("&OElig;uvre, &Scaron;koda, &mu;", "Œuvre, Škoda, μ"),
            ("don&#146;t", "don’t"),
            ("a & b &unknown; &", "a & b &unknown; &"),
            ("?a=1&b=2;", "?a=1&b=2;"),
            ("&#0;&#xD800;", "&#0;&#xD800;"),
        ] {
            assert_eq!(decode(text, &[]), read);
        }
    }

    #[test]
    fn declared_entities_are_expanded_once() {
        let own =
            declared("<!ENTITY paper \"The Courier\"><!ENTITY lol \"&lol2;&lol2;\">");
        assert_eq!(own, [("paper", "The Courier".to_owned())]);
        assert_eq!(decode("&paper; &lol;", &own), "The Courier &lol;");
    }
}
