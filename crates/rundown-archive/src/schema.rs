//! The schemas, as Parquet words them. `docs/reference/parquet.md` repeats them with what
//! each column means.

pub(crate) const ARTICLES: &str = "message articles {
  required binary article (STRING);
  required int64 revision;
  required int64 at (TIMESTAMP(MICROS, true));
  required int64 seen_at (TIMESTAMP(MICROS, true));
  optional binary published (STRING);
  optional binary modified (STRING);
  required binary lang (STRING);
  required binary outlet (STRING);
  required binary domain (STRING);
  optional binary url (STRING);
  required binary kind (STRING);
  required binary headline (STRING);
  optional binary deck (STRING);
  required group bylines (LIST) { repeated group list { required binary element (STRING); } }
  required group tags (LIST) { repeated group list { required binary element (STRING); } }
  optional binary section (STRING);
  optional binary place (STRING);
  required binary text (STRING);
  optional int64 development;
  optional int64 story;
  optional binary copy_of (STRING);
  optional int64 shared_percent;
}";

pub(crate) const ANNOTATIONS: &str = "message annotations {
  required binary article (STRING);
  required int64 revision;
  required binary kind (STRING);
  required int64 number;
  required int64 begin;
  required int64 end;
  required binary words (STRING);
  optional binary name (STRING);
  optional binary class (STRING);
  optional binary value (STRING);
  optional double amount;
  optional double amount_high;
  optional binary unit (STRING);
  required binary json (STRING);
}";

pub(crate) const DEVELOPMENTS: &str = "message developments {
  required int64 development;
  required int64 story;
  required int64 first_at (TIMESTAMP(MICROS, true));
  required int64 last_at (TIMESTAMP(MICROS, true));
  required int64 articles;
  required int64 copies;
  required binary first_article (STRING);
}";

pub(crate) const STORIES: &str = "message stories {
  required int64 story;
  required binary slug (STRING);
  required binary title (STRING);
  required binary title_article (STRING);
  required int64 first_at (TIMESTAMP(MICROS, true));
  required int64 last_at (TIMESTAMP(MICROS, true));
  required int64 articles;
  required int64 outlets;
  required int64 independent;
}";

/// The schemas of all tables, by the name of the file without `.parquet`.
pub const SCHEMAS: [(&str, &str); 4] = [
    ("articles", ARTICLES),
    ("annotations", ANNOTATIONS),
    ("developments", DEVELOPMENTS),
    ("stories", STORIES),
];
