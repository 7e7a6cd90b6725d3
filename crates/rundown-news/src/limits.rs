//! Every bound of the program, by name. `rundown limits` lists them.

macro_rules! limits {
    ($($(#[doc = $why:literal])+ $name:ident: $type:ty = $value:expr, $unit:literal;)*) => {
        $($(#[doc = $why])+ pub const $name: $type = $value;)*

        /// All limits: name, value, unit and why it is what it is.
        #[must_use]
        pub fn all() -> Vec<Limit> {
            vec![$(Limit {
                name: stringify!($name),
                value: $name as u64,
                unit: $unit,
                why: concat!($($why,)+).trim(),
            },)*]
        }
    };
}

/// One bound.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Limit {
    /// Its name in the code.
    pub name: &'static str,
    /// Its value.
    pub value: u64,
    /// The unit of the value.
    pub unit: &'static str,
    /// Why it is what it is.
    pub why: &'static str,
}

limits! {
    /// The longest real news pages are under 8 MiB; twice that is read.
    PAGE_BYTES_MAX: usize = 16 << 20, "bytes";
    /// Feeds with full texts reach 10 MiB.
    FEED_BYTES_MAX: usize = 16 << 20, "bytes";
    /// Ten thousand subscriptions take about 4 MiB.
    OPML_BYTES_MAX: usize = 32 << 20, "bytes";
    /// An import larger than this is a mistake or an attack.
    OPML_FEEDS_MAX: usize = 10_000, "feeds";
    /// One line of JSON with a page in it.
    JSON_LINE_BYTES_MAX: usize = 64 << 20, "bytes";
    /// One file of JSON lines, or standard input; it is held in memory.
    ARCHIVE_BYTES_MAX: usize = (2 << 30) - 1, "bytes";
    /// A record of a web archive; larger ones are films.
    WARC_RECORD_BYTES_MAX: usize = 32 << 20, "bytes";
    /// A file of captures; then the next one is begun.
    ARCHIVED_FILE_BYTES_MAX: u64 = 1 << 30, "bytes";
    /// The header of a record of a web archive.
    WARC_HEADER_BYTES_MAX: usize = 64 << 10, "bytes";
    /// Pages of an archive kept, packed, for later records that name them by their sum.
    WARC_PAYLOADS_BYTES_MAX: usize = 64 << 20, "bytes";
    /// One mail; newsletters are under 1 MiB, pictures sent along make them longer.
    MAIL_BYTES_MAX: usize = 16 << 20, "bytes";
    /// The header of a mail, of which the beginning tells that it is one.
    MAIL_HEADER_BYTES_MAX: usize = 256 << 10, "bytes";
    /// Parts of a mail, mails in it counted with theirs; newsletters have under 30.
    MAIL_PARTS_MAX: usize = 1_000, "parts";
    /// What is younger never goes: threading may still move it, and a setting this short is
    /// a mistake.
    KEEP_DAYS_MIN: usize = 7, "days";
    /// Nobody keeps a smaller store on purpose.
    KEEP_BYTES_MIN: u64 = 64 << 20, "bytes";
    /// Articles dropped in one transaction, while nobody else writes.
    PRUNED_AT_ONCE: usize = 64, "articles";
    /// Pages of the database moved in one transaction to give space back: 4 MiB.
    SPACE_PAGES_AT_ONCE: usize = 1_024, "pages";
    /// Revisions that salvage takes in in one transaction.
    SALVAGED_AT_ONCE: usize = 256, "revisions";
    /// Articles of a store that `cargo xtask torture` breaks.
    TORTURE_ARTICLES_MAX: usize = 100_000, "articles";
    /// Longest that a run over a broken store may take.
    TORTURE_RUN_SECONDS_MAX: u64 = 120, "seconds";
    /// Browsers cap nesting at 512 too.
    HTML_DEPTH_MAX: usize = 512, "levels";
    /// No real feed nests deeper than 40.
    XML_DEPTH_MAX: usize = 256, "levels";
    /// A feed of 5,000 items holds about 200,000 elements and texts.
    XML_NODES_MAX: usize = 1_000_000, "nodes";
    /// The depth at which `serde_json` stops.
    JSON_DEPTH_MAX: usize = 128, "levels";
    /// Folders in folders.
    OPML_DEPTH_MAX: usize = 64, "levels";
    /// The rest of a tag's attributes is dropped: duplicates cost quadratic time.
    ATTRIBUTES_MAX: usize = 256, "attributes";
    /// Longer values are cut; JSON-LD and inlined pictures live elsewhere.
    ATTRIBUTE_BYTES_MAX: usize = 64 << 10, "bytes";
    /// A page with more is flat from there on.
    HTML_NODES_MAX: usize = 200_000, "nodes";
    /// The body of the longest live blog seen is 1.5 MiB.
    TEXT_BYTES_MAX: usize = 4 << 20, "bytes";
    /// Pictures and players of one article; the longest galleries hold about a hundred.
    MEDIA_MAX: usize = 120, "pictures and players";
    /// A longer address of a picture holds the picture itself.
    MEDIUM_ADDRESS_BYTES_MAX: usize = 2_048, "bytes";
    /// Annotation of more than this in one article buys nothing for a reader.
    ANNOTATED_BYTES_MAX: usize = 1 << 20, "bytes";
    /// Steps of reading a document; then it is noted as too costly.
    READ_STEPS_MAX: usize = 40_000_000, "steps";
    /// A feed that carries more is cut, newest first.
    FEED_ITEMS_MAX: usize = 5_000, "items";
    /// A server that inflates more than this after the first MiB is lying.
    INFLATE_RATIO_MAX: usize = 200, "to one";
    /// Redirects followed for one address.
    REDIRECTS_MAX: usize = 5, "hops";
    /// Time to connect.
    CONNECT_SECONDS_MAX: u64 = 5, "seconds";
    /// Time to the first byte.
    FIRST_BYTE_SECONDS_MAX: u64 = 10, "seconds";
    /// Time for a whole answer.
    FETCH_SECONDS_MAX: u64 = 30, "seconds";
    /// Connections to one host at a time.
    HOST_CONNECTIONS_MAX: usize = 2, "connections";
    /// Between two requests to one host; its robots.txt may ask for more.
    HOST_SPACING_SECONDS: u64 = 1, "seconds";
    /// The longest pause between requests that a robots.txt may ask for.
    CRAWL_DELAY_SECONDS_MAX: u64 = 60, "seconds";
    /// Answers larger than half a MiB that are held at a time; others wait.
    LARGE_ANSWERS_MAX: usize = 4, "answers";
    /// Feeds asked at a time: slow ones leave room for the others.
    FEEDS_AT_ONCE_MAX: usize = 128, "feeds";
    /// Pages asked at a time, those of one host apart from the others.
    PAGES_AT_ONCE_MAX: usize = 128, "pages";
    /// Feeds waiting in memory to be asked; the others wait in the store.
    FEEDS_QUEUED_MAX: usize = 1_024, "feeds";
    /// Feeds of one host among those: a host of thousands keeps no other waiting.
    HOST_FEEDS_QUEUED_MAX: usize = 8, "feeds";
    /// Pages waiting in memory to be asked; the others wait in the store.
    PAGES_QUEUED_MAX: usize = 512, "pages";
    /// Pages of one host among those.
    HOST_PAGES_QUEUED_MAX: usize = 8, "pages";
    /// Pages fetched in one round of polling; the rest waits for the next round.
    ROUND_PAGES_MAX: usize = 2_000, "pages";
    /// A round of polling starts nothing after this; what is due then waits for the next.
    ROUND_SECONDS_MAX: u64 = 900, "seconds";
    /// How long a page is waited for before the feed's own text stands for it.
    AWAITED_SECONDS_MAX: u64 = 60, "seconds";
    /// A page that failed this often in a row is given up.
    PAGE_TRIES_MAX: usize = 6, "tries";
    /// No feed is asked more often, whatever its rhythm.
    POLL_SECONDS_MIN: u64 = 5 * 60, "seconds";
    /// No feed is asked less often, whatever its rhythm, failures or wishes.
    POLL_SECONDS_MAX: u64 = 24 * 60 * 60, "seconds";
    /// Between two looks at a live blog that is being written.
    LIVE_POLL_SECONDS: u64 = 10 * 60, "seconds";
    /// A live blog whose newest entry is older is written no more.
    LIVE_ENTRY_SECONDS_MAX: u64 = 3 * 60 * 60, "seconds";
    /// A page that says for longer that it is live is looked at like any other.
    LIVE_SECONDS_MAX: u64 = 48 * 60 * 60, "seconds";
    /// A feed whose hub delivers is asked no more often than this by itself.
    PUSHED_POLL_SECONDS: u64 = 60 * 60, "seconds";
    /// Between two polls of one feed that deliveries brought about.
    PUSH_SPACING_SECONDS: u64 = 30, "seconds";
    /// A delivery of a hub; what it brings is not kept.
    PUSH_BYTES_MAX: usize = 16 << 20, "bytes";
    /// Between two requests to a hub that did not come back for one subscription.
    HUB_RETRY_SECONDS: u64 = 60 * 60, "seconds";
    /// How long a hub is asked to deliver, and believed to.
    LEASE_SECONDS_MAX: u64 = 10 * 24 * 60 * 60, "seconds";
    /// Hubs asked one after the other before the next look.
    HUBS_QUEUED_MAX: usize = 64, "subscriptions";
    /// An address that led elsewhere for good this long is followed there.
    MOVED_SECONDS_MIN: u64 = 7 * 24 * 60 * 60, "seconds";
    /// Failures that a round of polling tells one by one; the others are counted.
    ROUND_PROBLEMS_MAX: usize = 1_000, "failures";
    /// Articles read at once before the store takes them.
    BATCH_ARTICLES_MAX: usize = 256, "articles";
    /// Bytes of documents read at once before the store takes them; one at least.
    BATCH_BYTES_MAX: usize = 32 << 20, "bytes";
    /// Entries of a log that are taken in before they are put into stories.
    LOG_ENTRIES_AT_ONCE_MAX: usize = 8_192, "entries";
    /// Snapshots of a shard that are kept: what is newer and whole may still turn out damaged.
    SNAPSHOTS_KEPT: usize = 2, "snapshots";
    /// Seconds between two snapshots at least: each is a copy of the whole store.
    SNAPSHOT_SECONDS_MIN: u64 = 10, "seconds";
    /// Seconds between two snapshots at most: the log is kept for twice that.
    SNAPSHOT_SECONDS_MAX: u64 = 7 * 24 * 60 * 60, "seconds";
    /// Bytes of a store of which a snapshot is made; larger ones are copied by other means.
    SNAPSHOT_BYTES_MAX: u64 = 1 << 38, "bytes";
    /// Batches that wait between two stages of an intake: enough that none idles.
    BATCHES_AHEAD_MAX: usize = 2, "batches";
    /// Rows of a table of Parquet that are held until they are written.
    ROW_GROUP_ROWS_MAX: usize = 1 << 17, "rows";
    /// Bytes of the rows of a table of Parquet that are held until they are written.
    ROW_GROUP_BYTES_MAX: usize = 64 << 20, "bytes";
    /// Lines of JSON that are read ahead of the one whose answer is written next.
    LINES_AHEAD_MAX: usize = 512, "lines";
    /// Bytes of the lines that are read ahead; one line at least.
    LINES_AHEAD_BYTES_MAX: usize = 64 << 20, "bytes";
    /// What is posted at a time; a page as large is refused when it is fetched, too.
    POST_BYTES_MAX: usize = 16 << 20, "bytes";
    /// Lines of JSON posted at a time; they are read before the answer.
    POST_LINES_MAX: usize = 500, "lines";
    /// Posts of one token; a crawler that finds more sends them together, as lines.
    POSTS_PER_MINUTE_MAX: usize = 600, "posts";
    /// Posts whose bodies are held at a time; others are told to come again.
    POSTS_AT_ONCE_MAX: usize = 8, "posts";
    /// Tokens of one data directory.
    TOKENS_MAX: usize = 100, "tokens";
    /// Accounts of one data directory.
    ACCOUNTS_MAX: usize = 1_000, "accounts";
    /// Browsers that one account is signed in with; for one more the oldest is signed out.
    SESSIONS_MAX: usize = 32, "sessions";
    /// The longest password: more is no safer, and costs time to look at.
    PASSWORD_BYTES_MAX: usize = 256, "bytes";
    /// Names and addresses whose wrong passwords are remembered.
    GUESSERS_MAX: usize = 4_096, "guessers";
    /// What the provider of a single sign-on says at a time.
    SIGN_ON_ANSWER_BYTES_MAX: usize = 256 << 10, "bytes";
    /// Sign-ons of the last ten minutes that are remembered, so that each is good once; more
    /// wait.
    SIGN_ONS_KEPT_MAX: usize = 4_096, "sign-ons";
    /// A question or answer between two processes on one data directory.
    CONTROL_BYTES_MAX: usize = 1 << 20, "bytes";
    /// Files taken from one directory tree.
    INGEST_FILES_MAX: usize = 5_000_000, "files";
    /// Articles a brief is made from; the latest are kept.
    BRIEF_ARTICLES_MAX: usize = 5_000, "articles";
    /// Things new to one reader in one story; those that weigh most are kept.
    NEW_ITEMS_MAX: usize = 1_000, "items";
    /// Languages besides its own that a brief tells of; those of most outlets are kept.
    ELSEWHERE_LANGUAGES_MAX: usize = 12, "languages";
    /// Sentences that a brief shows of another language; those nearest the top are kept.
    ELSEWHERE_SENTENCES_MAX: usize = 4, "sentences";
    /// Splits and merges of stories that are remembered; the latest are kept.
    CORRECTIONS_MAX: usize = 10_000, "corrections";
    /// Articles kept ready for briefs; each takes about 40 KiB of memory.
    DIGESTS_KEPT_MAX: usize = 4_096, "articles";
    /// Briefs kept until their story changes; one of a large story takes about 200 KiB.
    BRIEFS_KEPT_MAX: usize = 256, "briefs";
    /// Titles of stories kept until their story changes.
    TITLES_KEPT_MAX: usize = 65_536, "titles";
    /// Words around what a story's page shows that the page holds, in bytes: what is read
    /// first has them. A page of 300 articles stays below 60 KiB packed with them.
    PASSAGES_BYTES_MAX: usize = 64 << 10, "bytes";
    /// Latest developments gone through for what a headline says: some days of fifty feeds.
    /// Older ones are met by words and names.
    GIST_DEVELOPMENTS_READ_MAX: usize = 4_096, "developments";
    /// Stories on one page of the rundown.
    RUNDOWN_STORIES_MAX: usize = 60, "stories";
    /// What somebody with an account may ask in a minute: far more than one reads.
    ASKED_PER_MINUTE_MAX: usize = 1_200, "requests";
    /// Of these, what changes something.
    DONE_PER_MINUTE_MAX: usize = 120, "requests";
    /// The longest list of feeds that a page takes; `rundown import` takes longer ones.
    LIST_BYTES_MAX: usize = 2 << 20, "bytes";
    /// Feeds of a list that a page shows to choose from.
    LIST_FEEDS_MAX: usize = 1_000, "feeds";
    /// How far ahead a story may be put off.
    SNOOZE_DAYS_MAX: usize = 366, "days";
    /// Stories that programs are given as items; the latest. Phones keep no more.
    ITEMS_MAX: usize = 2_000, "stories";
    /// Stories looked through for news before a program is answered; the rest wait for its
    /// next question. Most are looked through in a few milliseconds.
    ITEMS_LOOKED_MAX: usize = 2_000, "stories";
    /// The longest form of a program that reads: the names of some thousand items.
    READER_FORM_BYTES_MAX: usize = 256 << 10, "bytes";
    /// Items whose content is given in one answer.
    ITEMS_GIVEN_MAX: usize = 250, "stories";
    /// Hits of one search.
    SEARCH_HITS_MAX: usize = 100, "hits";
    /// Hits of one search that are found by what they mean, and not by the words.
    SEARCH_MEANT_MAX: usize = 10, "hits";
    /// The longest query that is searched for.
    QUERY_BYTES_MAX: usize = 400, "bytes";
    /// What is older than this is told to nobody: it came late, or nothing was added since.
    ALERT_HOURS_MAX: usize = 48, "hours";
    /// Articles of a story before a development that are searched for what it tells.
    ALERT_KNOWN_MAX: usize = 200, "articles";
    /// Articles whose place changed that alerts look at in one transaction.
    ALERT_LOOKS_MAX: usize = 4_096, "articles";
    /// Searches whose new developments a reader is told of.
    ALERT_WATCHES_MAX: usize = 100, "searches";
    /// Alerts that are kept to be listed; the latest.
    ALERTS_KEPT_MAX: usize = 10_000, "alerts";
    /// Alerts that wait for one target; one too many gives the oldest up.
    ALERTS_WAITING_MAX: usize = 1_000, "alerts";
    /// Articles that were told of and are remembered; the latest.
    ALERTED_ARTICLES_MAX: usize = 1_000_000, "articles";
    /// Alerts in one digest; the rest comes with a second one.
    DIGEST_ALERTS_MAX: usize = 100, "alerts";
    /// An alert that failed this often is given up: after about two days.
    ALERT_TRIES_MAX: usize = 14, "tries";
    /// The longest wait between two tries.
    ALERT_WAIT_SECONDS_MAX: u64 = 6 * 60 * 60, "seconds";
    /// Browsers in which one reader is told of developments.
    BROWSERS_MAX: usize = 16, "browsers";
    /// What is read of the answer of a target.
    ALERT_ANSWER_BYTES_MAX: usize = 64 << 10, "bytes";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_limit_says_why() {
        assert!(super::all().iter().all(|limit| limit.why.len() > 10 && limit.value > 0));
    }
}
