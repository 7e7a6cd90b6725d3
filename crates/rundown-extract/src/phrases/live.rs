//! Headlines that say that their page goes on being written, or did.

use std::sync::LazyLock;

use super::kinds::Phrases;
use super::simple::simple;

/// In the languages of news.
const PHRASES: &[&str] = &[
    "live",
    "liveblog",
    "liveticker",
    "newsticker",
    "newsblog",
    "ticker",
    "directo",
    "en direct",
    "en vivo",
    "in diretta",
    "la diretta",
    "diretta",
    "ao vivo",
    "na żywo",
    "canlı",
    "as it happened",
    "as it happens",
    "latest updates",
    "rolling updates",
    "rolling coverage",
    "minute by minute",
    "minute par minute",
    "minuto a minuto",
    "minuto por minuto",
    "minuto per minuto",
    "in tempo reale",
    "em tempo real",
    "прямая трансляция",
    "онлайн трансляция",
    "онлайн",
    "مباشر",
    "直播",
];

/// Whether a headline says that its page goes on being written.
pub(crate) fn says_live(headline: &str) -> bool {
    static LIVE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(PHRASES));
    LIVE.stand_in(&simple(headline)) || headline.starts_with("DIRECT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_say_live_in_many_languages() {
        for headline in [
            "Ferry fire – as it happened",
            "Incendie du bac, en direct",
            "DIRECT. Le bac brûle",
            "Incendio del ferri: EN VIVO",
            "Brand auf der Fähre: Liveticker",
        ] {
            assert!(says_live(headline), "{headline}");
        }
        assert!(!says_live("Direct talks on the ferry fire begin"));
        assert!(!says_live("How the ferry fire happened"));
    }
}
