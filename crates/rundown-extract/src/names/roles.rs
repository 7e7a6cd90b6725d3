//! What a byline says beside names: what someone is, and where.

/// Whether a part tells what someone is rather than who.
pub(crate) fn is_role(part: &str) -> bool {
    const ROLES: &[&str] = &[
        "reporter",
        "staff writer",
        "editor",
        "correspondent",
        "staff",
        "senior reporter",
        "contributor",
        "political editor",
        "redakteur",
        "redakteurin",
        "redaktion",
        "journalist",
        "journaliste",
        "rédaction",
        "envoyé spécial",
        "envoyée spéciale",
        "envoyés spéciaux",
        "correspondant",
        "correspondante",
        "korrespondent",
        "korrespondentin",
        "reporterin",
        "corresponsal",
        "enviado especial",
        "enviada especial",
        "redactor",
        "redactora",
        "redacción",
        "periodista",
        "corrispondente",
        "inviato",
        "inviata",
        "redazione",
        "giornalista",
        "correspondente",
        "repórter",
        "redação",
        "jornalista",
        "verslaggever",
        "verslaggeefster",
        "redactie",
        "корреспондент",
        "собкор",
        "редакция",
        "chief",
        "columnist",
        "political correspondent",
        "admin",
        "agencies",
        "guest",
        "news",
        "online",
        "web desk",
        "news desk",
        "digital",
    ];
    let lower = part.to_lowercase();
    ROLES.contains(&lower.as_str())
        || [
            " reporter",
            " reporters",
            " editor",
            " editors",
            " correspondent",
            " correspondents",
            " writer",
            " writers",
            " columnist",
            " contributor",
            " contributors",
            "redakteur",
            "redakteurin",
        ]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

/// "Corresponsal en Talvik", "envoyée spéciale à Talvik": a role, and a small word for
/// where or what for.
pub(super) fn tells_role(part: &str) -> bool {
    const SMALL_LETTERS_MAX: usize = 3;
    let mut blanks = part.match_indices(' ').map(|(at, _)| at);
    blanks.any(|at| {
        let next = part[at + 1..].split(' ').next().unwrap_or("");
        let goes_on = next.starts_with(char::is_lowercase)
            && next.chars().count() <= SMALL_LETTERS_MAX;
        goes_on && is_role(&part[..at])
    })
}

/// "Reporting from Talvik": where somebody wrote.
pub(super) fn says_where(part: &str) -> bool {
    const OPENINGS: [&str; 13] = [
        "Reporting from ",
        "reporting from ",
        "Reporting in ",
        "reporting in ",
        "from ",
        "aus ",
        "depuis ",
        "desde ",
        "en ",
        "da ",
        "dal ",
        "vanuit ",
        "из ",
    ];
    OPENINGS.iter().any(|opening| part.starts_with(opening))
}
