//! What the desk and the stages say, in the language of the reader.
//!
//! It comes as English words: from errors, and from notes and failures of feeds that were
//! stored long ago. So it is known again by its form. What has none here stays English, as
//! the words of a system or of another server do.

use rundown_news::Note;

use super::{many, msg, say, tell};

/// What is said in one way, with places in braces. Of the forms that fit the one counts that
/// has the most words of its own.
const FORMS: &[&str] = &[
    // What the desk does not do.
    msg("the database failed while {doing}: {source}"),
    msg("no connection to {server}: {why}"),
    msg("another rundown process wrote to the store {store} since this one did"),
    msg("a later worker has {lease}: this one may not go on with {doing}"),
    msg("could not take up {name}: {why}"),
    msg("this process only reads the store {store}: {doing} is not for it"),
    msg("article {id} is in no story yet"),
    msg("article {id} cannot leave its story: nothing else is in it"),
    msg("a story cannot be put off until {until}: that is past, or too far ahead"),
    msg("no feed is followed at {url}"),
    msg("could not follow {url}: {why}"),
    msg("it is no feed, and the page names none"),
    msg("it is no address that begins with http:// or https://"),
    msg("it answers without content"),
    msg("not a feed: the document is empty"),
    msg("not a feed: the document is an HTML page"),
    msg("not a feed: the document is not text"),
    msg("not a feed: the document is JSON of another kind"),
    msg("not a feed: the document is broken JSON"),
    msg("not a feed: the document is XML of another kind"),
    msg("not a feed: the document is a list of sitemaps"),
    msg("not a feed: the document is a list of subscriptions (OPML)"),
    msg("not a feed: the document is plain text"),
    msg("not a list of subscriptions: the document is empty"),
    msg("not a list of subscriptions: the document is a feed"),
    msg("not a list of subscriptions: no <opml> in the document"),
    // How a reader is not told.
    msg("this browser cannot be told anything: {why}"),
    msg("no key could be made"),
    msg("it names no push service"),
    msg("its key is none"),
    msg("its secret is none"),
    msg("there are too many of them; remove one first"),
    msg("this service asks nobody"),
    msg("{url} may not be told: {why}"),
    msg("a letter went out just now: wait two minutes"),
    msg("the system has no randomness"),
    msg("no letters are sent here"),
    msg("{url} is no address of the web"),
    msg("that is no token"),
    msg("{mail} is no mail address"),
    msg("words to watch have 1 to {bytes} bytes"),
    msg("you watch as many searches as one may: remove one first"),
    msg("the number of outlets is 1, 2 or 3"),
    msg("there is no such time zone; they are named as in Europe/Lisbon"),
    msg("these are no two times"),
    msg("a digest is none, day or week"),
    msg("that is not what the letter says"),
    // Why somebody is not let in.
    msg("an account named {name} is there already, or too many are"),
    msg("the link was used or is too old, or the name is taken"),
    msg("a name is of unaccented letters, digits, '-', '_', '.' and '@'"),
    msg("a password has at least {n} characters"),
    msg("a password has at most {n} bytes"),
    msg("it was not begun in this browser, or too long ago, or is over already"),
    msg("the provider did not do it: {why}"),
    msg("what the provider sent does not prove who you are: {why}"),
    msg("it is of another provider"),
    msg("no key of the provider signed it"),
    msg("the provider knows you, and you are not among those who may read here"),
    msg("there are too many accounts, or too many of that name"),
    // Why an address gives nothing.
    msg("could not fetch {url}: {why}"),
    msg("could not fetch {url}, which redirects to {hop}: {why}"),
    msg("it is not an address ({why})"),
    msg("no address is known for {host}"),
    msg("no connection ({why})"),
    msg("no connection within {n} s"),
    msg("no answer within {n} s"),
    msg("no whole answer within {n} s"),
    msg("the server answers {status}"),
    msg("the server answers {status}: it does not let us read this"),
    msg("the server answers {status}: there is nothing there"),
    msg("the server answers {status}: it is gone for good"),
    msg("the server answers {status}: we ask too often"),
    msg("the server answers {status}: it has a problem of its own"),
    msg("its host is left alone for another {n} s"),
    msg("more than {n} redirects"),
    msg("a redirect that leads nowhere"),
    msg("the server says that nothing has changed, but was not asked that"),
    msg("larger than {n} bytes"),
    msg("an encoding that was not asked for ({why})"),
    msg("the body cannot be unpacked: {why}"),
    msg("it unpacks to more than {n} bytes"),
    msg("it unpacks to more than {n} times its size"),
    msg("it is cut into too many parts"),
    msg("the packed bytes are damaged or cut off ({why})"),
    msg("a broken answer ({why})"),
    msg("only http:// and https:// are fetched, not {scheme}:"),
    msg("addresses with a user name or password are not fetched"),
    msg("port {n} is not fetched from"),
    msg("it is longer than {n} bytes"),
    msg("it names no host"),
    msg("{host} is not an address of the public internet"),
    msg("it redirects from https to http"),
    // Why a letter did not go out, and at what.
    msg("could not hand a letter to {server}: {why}"),
    msg("connecting"),
    msg("agreeing on encryption"),
    msg("being greeted"),
    msg("signing in"),
    msg("handing over the letter"),
    msg("its address is none ({why}): it is written as in smtps://USER@HOST"),
    msg("the letter cannot be written ({why}): see whom it is from and to"),
    msg("no address is known for {host}: see how it is written"),
    msg("{why}: if you mean it, name its network in allow-private"),
    msg("smtp:// leads into private networks alone: use smtps:// or smtp+starttls://"),
    msg("no connection ({why}): see whether it runs, and on that port"),
    msg("it does not encrypt ({said}) and was told nothing: try smtps://"),
    msg(
        "no encryption was agreed on ({why}): it begins at once with smtps://, on request with \
         smtp+starttls://, each on a port of its own",
    ),
    msg(
        "its certificate is for {names}, not for {host}: call it as its certificate does",
    ),
    msg(
        "nobody known here signed its certificate: if you trust who did, name a file with their \
         certificate in root-certificates",
    ),
    msg("its certificate is not good ({why}): it needs another one"),
    msg("it does not let us sign in ({said}): see user and password"),
    msg("it does not take the letter ({said}): see whom it is from and to"),
    msg("it broke off while {doing} ({why}): its log may tell more"),
    msg("nothing came within {n} s while {doing}: see whether it runs, and on that port"),
    // Why an article stands where it does.
    msg("less than one"),
    // What was odd about reading something.
    msg("its outlet does not let programs fetch it"),
    msg("its host cannot say what may be fetched"),
    msg("there is no text on its page"),
    msg("its page is behind a wall"),
    msg("a fault in Rundown; please report it"),
    msg("the page went over a limit of its structure"),
    msg("the page was read in part"),
    msg("the text was read in part"),
    msg("the text was cut at its limit"),
    msg("no body was found"),
    msg("the page says that it is not free"),
    msg("these bytes are no text"),
    msg("this is a picture, not a page"),
    msg("this is {kind}, not a page"),
    msg("an error page"),
    msg("a request for consent"),
    msg("a page of links, not an article"),
    msg("an entry without an address"),
    msg("the first {n} of {all} bytes"),
    msg("{n} of {all} bytes were read"),
    msg("{n} bytes read"),
    msg("read as {charset}"),
    msg("charset {claimed}, read as {charset}"),
];

/// The form of what counts something, and how it is said.
type Counted = (&'static str, fn(u64) -> String);

/// What counts something.
const COUNTED: &[Counted] = &[
    ("{n} lines of chrome", |n| many("1 line of chrome", "{n} lines of chrome", n)),
    ("{n} other readings of the page", |n| {
        many("1 other reading of the page", "{n} other readings of the page", n)
    }),
    ("{n} dates left out", |n| many("1 date left out", "{n} dates left out", n)),
    ("{n} feeds kept", |n| many("1 feed kept", "{n} feeds kept", n)),
    ("{n} items kept", |n| many("1 item kept", "{n} items kept", n)),
    ("{n} folders", |n| many("1 folder", "{n} folders", n)),
    ("{n} levels", |n| many("1 level", "{n} levels", n)),
    ("{n} nodes", |n| many("1 node", "{n} nodes", n)),
    ("{n} places of broken XML repaired", |n| {
        many("1 place of broken XML repaired", "{n} places of broken XML repaired", n)
    }),
];

/// Kinds of notes.
const KINDS: &[&str] = &[
    msg("no text"),
    msg("too long"),
    msg("too deep"),
    msg("too costly"),
    msg("bad bytes"),
    msg("reading failed"),
    msg("wrong kind"),
    msg("bad line"),
    msg("no headline"),
    msg("no date"),
    msg("bad date"),
    msg("date ahead of capture"),
    msg("dropped"),
    msg("behind a wall"),
    msg("only the feed's text"),
    msg("disagrees with itself"),
    msg("partly annotated"),
    msg("unknown language"),
    msg("bad item"),
];

/// Places that hold what was said below, which has a form of its own.
const SAID_BELOW: [&str; 3] = ["why", "source", "doing"];

/// How deep what was said below is looked for.
const DEPTH_MAX: usize = 4;

/// What the desk or a stage said, as the reader would.
pub(crate) fn retold(said: &str) -> String {
    retold_to(said, DEPTH_MAX)
}

/// A note as the reader would write it.
pub(crate) fn note_words(note: &Note) -> String {
    let english = note.kind.as_str();
    let kind =
        KINDS.iter().find(|known| **known == english).map_or(english, |it| say(it));
    if note.detail.is_empty() {
        return kind.to_owned();
    }
    tell("{note}: {detail}", &[("note", &kind), ("detail", &retold(&note.detail))])
}

fn retold_to(said: &str, depth: usize) -> String {
    if depth == 0 {
        return said.to_owned();
    }
    for (form, words) in COUNTED {
        let count = fitted(form, said).and_then(|places| places[0].1.parse().ok());
        if let Some(count) = count {
            return words(count);
        }
    }
    let fits = FORMS.iter().filter_map(|form| Some((*form, fitted(form, said)?)));
    let Some((form, places)) = fits.max_by_key(|(form, _)| own_length(form)) else {
        return said.to_owned();
    };
    let values: Vec<(&str, String)> = places
        .into_iter()
        .map(|(name, value)| {
            let is_below = SAID_BELOW.contains(&name);
            let depth = if is_below { depth - 1 } else { 0 };
            (name, retold_to(value, depth))
        })
        .collect();
    let given: Vec<(&str, &dyn std::fmt::Display)> = values
        .iter()
        .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
        .collect();
    tell(form, &given)
}

/// What stands in the places of a form, if a text has it.
fn fitted<'a, 'b>(form: &'a str, text: &'b str) -> Option<Vec<(&'a str, &'b str)>> {
    let mut pieces = form.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut places = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let (name, literal) = piece.split_once('}')?;
        // What stands in the last place may hold anything.
        let at = match pieces.peek() {
            None => rest.strip_suffix(literal)?.len(),
            Some(_) => rest.find(literal)?,
        };
        if at == 0 {
            return None;
        }
        places.push((name, &rest[..at]));
        rest = &rest[at + literal.len()..];
    }
    rest.is_empty().then_some(places)
}

/// The bytes of a form outside its places.
fn own_length(form: &str) -> usize {
    let place = |piece: &str| piece.find('}').map_or(0, |end| end + 2);
    form.len() - form.split('{').skip(1).map(place).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rundown_news::NoteKind;

    use super::*;
    use crate::wording::Tongue;
    use crate::wording::tests::{spoken, unbroken};

    #[test]
    fn what_is_said_below_is_retold_inside_of_what_is_said_above() {
        let said = "could not follow https://a.example/feed: could not fetch \
                    https://a.example/feed: the server answers 404: there is nothing there";
        assert_eq!(retold(said), said);
        spoken(Tongue::German, "UTC", || {
            assert_eq!(
                retold(said),
                "https://a.example/feed war nicht zu folgen: https://a.example/feed war \
                 nicht abzurufen: der Server antwortet 404: dort ist nichts"
            );
            assert_eq!(retold("the server answers 418"), "der Server antwortet 418");
            assert_eq!(retold("Connection refused"), "Connection refused");
        });
    }

    #[test]
    fn a_note_counts_in_the_language_of_the_reader() {
        let note =
            |count: u8| Note::new(NoteKind::Dropped, format!("{count} lines of chrome"));
        assert_eq!(note_words(&note(1)), "dropped: 1 line of chrome");
        spoken(Tongue::Spanish, "UTC", || {
            assert_eq!(note_words(&note(7)), "descartado: 7 líneas de relleno");
        });
        let bare = Note::new(NoteKind::NoDate, "");
        spoken(Tongue::French, "UTC", || assert_eq!(note_words(&bare), "pas de date"));
    }

    #[test]
    fn every_kind_of_note_is_said() {
        let known: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(known, KINDS);
    }

    /// Words of errors, as they stand in the sources of other crates, that no page shows:
    /// they end the program, or have a page of their own.
    const NOT_ON_PAGES: [&str; 23] = [
        "could not set up fetching",
        "could not read the root certificates",
        "could not start a thread",
        "the state of threading",
        "the running `rundown serve`",
        "could not read the families",
        "could not use the tokens",
        "there is no story named",
        "there is no article named",
        "the story {name:?} is kept no longer",
        "article {} is kept no longer",
        "the provider could not be asked",
        "article {article} revision",
        "could not open the data directory",
        "could not read the address of the store",
        "the store {store} has format",
        "the store {store} is not empty",
        "another rundown process writes to the store",
        "a store in PostgreSQL cannot be",
        "the data directory {}",
        "the database in {}",
        "could not {doing} {}",
        "{why}",
    ];

    #[test]
    fn every_error_that_a_page_may_show_is_said_in_every_language() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut unknown = Vec::new();
        for file in [
            "../rundown-desk/src/error.rs",
            "../rundown-desk/src/sign_on/provider.rs",
            "../rundown-store/src/error.rs",
            "../rundown-fetch/src/error.rs",
            "../rundown-files/src/inflate.rs",
            "../rundown-fetch/src/guard.rs",
            "../rundown-fetch/src/mail/problem.rs",
        ] {
            let source = unbroken(&std::fs::read_to_string(root.join(file)).unwrap());
            let errors = source.split("#[error(").skip(1).filter_map(|rest| {
                let literal = rest.trim_start().strip_prefix('"')?;
                let ends = ["\")", "\",", "\"\n"].into_iter();
                let end = ends.filter_map(|end| literal.find(end)).min()?;
                Some(literal[..end].to_owned())
            });
            for error in errors.filter(|error| {
                !NOT_ON_PAGES.iter().any(|known| error.starts_with(known))
            }) {
                // Something in each place, as it comes.
                let mut said = String::new();
                for (number, piece) in error.split('{').enumerate() {
                    match piece.split_once('}') {
                        Some((_, literal)) if number > 0 => said.extend(["X9", literal]),
                        _ => said.push_str(piece),
                    }
                }
                let is_form = |form: &&&str| fitted(form, &said).is_some();
                if !FORMS.iter().any(|form| is_form(&form)) {
                    unknown.push(said);
                }
            }
        }
        // What is awaited stands in a place of its own there.
        unknown.retain(|said| said != "no X9 within X9 s");
        assert_eq!(unknown, Vec::<String>::new());
    }
}
