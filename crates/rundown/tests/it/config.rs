//! Settings: what holds, who says so, and what is wrong with what nobody can mean.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use crate::{Room, Run, program, run, rundown, text};

/// `rundown config`, with a file, variables and flags.
fn config(file: &Path, variables: &[(&str, &str)], flags: &[&str]) -> Run {
    let mut program = program();
    program.args(["config", "--config", &text(file)]).args(flags);
    run(program.envs(variables.iter().copied()), b"")
}

fn setting(told: &Value, name: &str, key: &str) -> Value {
    let all = told["settings"].as_array().unwrap();
    all.iter().find(|one| one["name"] == name).unwrap()[key].clone()
}

#[test]
fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
    let room = Room::new("config-order");
    let text = "listen = \"127.0.0.1:1\"\npoll-min = \"10m\"\nlanguages = [\"de-AT\", \"en\"]\n\
                allow-private = [\"192.168.0.0/16\", \"::1\"]\n";
    let file = room.file("rundown.toml", text);
    let variables = [
        ("RUNDOWN_LISTEN", "127.0.0.1:2"),
        ("RUNDOWN_POLL_MIN", "20m"),
        ("RUNDOWN_ALLOW_HOST", "a.example, b.example"),
        ("RUNDOWN_METRICS", ""),
    ];
    let told = config(&file, &variables, &["--listen", "127.0.0.1:3", "--json"]).json();
    let in_line = |line| format!("{}, line {line}", file.display());
    for (name, value, from) in [
        ("listen", json!("127.0.0.1:3"), "--listen".to_owned()),
        ("poll-min", json!("20m"), "RUNDOWN_POLL_MIN".to_owned()),
        ("languages", json!(["de", "en"]), in_line(3)),
        ("allow-private", json!(["192.168.0.0/16", "::1/128"]), in_line(4)),
        (
            "allow-host",
            json!(["a.example", "b.example"]),
            "RUNDOWN_ALLOW_HOST".to_owned(),
        ),
        ("poll-max", json!("24h"), "default".to_owned()),
        ("metrics", Value::Null, "default".to_owned()),
    ] {
        assert_eq!(setting(&told, name, "value"), value, "{name}");
        assert_eq!(setting(&told, name, "from"), from, "{name}");
    }
    let all = config(&file, &[], &["--allow-private", "--json"]).json();
    assert_eq!(setting(&all, "allow-private", "value"), json!(["all"]));
}

#[test]
fn what_cannot_be_meant_is_told_with_its_place_and_a_hint() {
    let room = Room::new("config-wrong");
    for (text, said, hint) in [
        ("\n\nlisen = \"x\"", "line 3: no setting is named lisen", "listen is one"),
        ("listen = \"7878\"", "listen from", "listen = \"127.0.0.1:7878\""),
        ("listen = [\"127.0.0.1:1\", \"127.0.0.1:2\"]", "one value is wanted", "as in"),
        ("allow-from = [\"lan\"]", "\"lan\" is neither", "[\"172.18.0.0/16\"]"),
        ("poll-min = \"1h\"\npoll-max = \"30m\"", "longer than poll-max", "config"),
        ("data = \"a\"\ndata = \"b\"", "line 2", "a setting is a line"),
        ("password = \"opensesame opensesame\"", "line 1: a secret", "password-file"),
        ("log-form = \"xml\"", "neither text nor json", "log-form = \"json\""),
        ("public-url = \"https://a.example/news\"", "holds more", "as in public-url"),
        ("allow-host = [\"https://a.example\"]", "host alone", "[\"news.example\"]"),
        ("alert-webhook = \"my-opensesame\"", "no address of the web", "alert-webhook ="),
        (
            "alert-ntfy = \"mailto:opensesame@a.example\"",
            "no address of the web",
            "ntfy =",
        ),
        ("languages = [\"klingon\"]", "\"klingon\" is not", "[\"de\", \"en\"]"),
        ("languages = [\"en\", \"xx\"]", "\"xx\" is not", "[\"de\", \"en\"]"),
        ("log = \"loud\"", "\"loud\" is no level", "log = \"info\""),
        (
            "alert-mail = \"ana:opensesame@a.example\"",
            "its address is none",
            "smtps://ana",
        ),
        (
            "alert-mail = \"smtps://a.example\"",
            "alert-mail-to is not",
            "--alert-mail-to=",
        ),
        ("alert-mail-to = \"ana\"", "\"ana\" is no mail address", "ana@mail.example"),
        ("alert-mail-to = \"ana@a.example\"", "alert-mail is not", "--alert-mail="),
        ("oidc-issuer = \"https://a.example\"", "oidc-client is not", "operate.md"),
        ("login-header = \"Remote-User\"", "login-from is not", "--login-from="),
        ("root-certificates = \"none.pem\"", "none.pem", "BEGIN CERTIFICATE"),
    ] {
        let run = config(&room.file("rundown.toml", text), &[], &[]);
        assert_eq!(run.code, 2, "{text}: {}", run.err);
        assert!(run.err.contains(said) && run.err.contains(hint), "{text}: {}", run.err);
        assert!(!run.err.contains("opensesame"), "{}", run.err);
    }
    let missing = config(&room.dir.join("none.toml"), &[], &[]);
    assert!(missing.code == 2 && missing.err.contains("none.toml"), "{}", missing.err);
    let file = room.file("rundown.toml", "");
    let run = config(&file, &[("RUNDOWN_POLL_MAX", "soon")], &[]);
    assert!(run.code == 2 && run.err.contains("RUNDOWN_POLL_MAX=12h"), "{}", run.err);
    let run = config(&file, &[], &["--metrics", "localhost"]);
    assert!(run.code == 2 && run.err.contains("--metrics=127.0.0.1:9878"), "{}", run.err);
    let told = config(&file, &[("RUNDOWN_LISTN", "x")], &[]).ok();
    assert!(told.contains("RUNDOWN_LISTN is no setting; RUNDOWN_LISTEN is"), "{told}");
}

#[test]
fn a_secret_is_read_from_a_file_and_never_told() {
    let room = Room::new("config-secret");
    let secret = "opensesame-opensesame";
    let path = text(&room.file("password", format!("{secret}\n")));
    let file = room.file("rundown.toml", "password-file = \"password\"\n");
    for (variables, flags, from) in [
        (vec![], vec![], "line 1".to_owned()),
        (
            vec![("RUNDOWN_PASSWORD_FILE", path.as_str())],
            vec![],
            "RUNDOWN_PASSWORD_FILE".to_owned(),
        ),
        (vec![("RUNDOWN_PASSWORD", secret)], vec![], "RUNDOWN_PASSWORD".to_owned()),
        (vec![], vec!["--password-file", path.as_str()], "--password-file".to_owned()),
    ] {
        let run = config(&file, &variables, &flags);
        assert!(!run.err.contains(secret), "{}", run.err);
        let told = run.ok();
        let line = told.lines().find(|line| line.starts_with("password")).unwrap();
        assert!(line.contains("(set)") && line.ends_with(&from), "{line}");
        assert!(!told.contains(secret));
    }
    let both = [("RUNDOWN_PASSWORD", secret), ("RUNDOWN_PASSWORD_FILE", &path)];
    let run = config(&file, &both, &[]);
    assert!(
        run.code == 2 && run.err.contains("both RUNDOWN_PASSWORD and"),
        "{}",
        run.err
    );
    let run = config(&file, &[("RUNDOWN_PASSWORD", "short")], &[]);
    assert!(run.code == 2 && !run.err.contains("short\""), "{}", run.err);
}

#[test]
fn an_address_of_alerts_is_shown_as_set_alone() {
    let room = Room::new("config-address");
    let file =
        room.file("rundown.toml", "alert-ntfy = \"https://a.example/opensesame\"\n");
    let flags = ["--alert-webhook", "http://a:opensesame@b.example"];
    let told = config(&file, &[], &flags).ok();
    for (name, from) in [("alert-webhook ", "--alert-webhook"), ("alert-ntfy ", "line 1")]
    {
        let line = told.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line.contains("(set)") && line.ends_with(from), "{line}");
    }
    assert!(!told.contains("opensesame"), "{told}");
}

#[test]
fn the_reference_of_settings_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/settings.md");
    let reference = std::fs::read_to_string(path).unwrap();
    let sections: Vec<&str> = reference.split("\n## ").skip(1).collect();
    let told = rundown(["config", "--json"]).json();
    let mut known = BTreeSet::new();
    for one in told["settings"].as_array().unwrap() {
        let of = |key: &str| one[key].as_str().unwrap();
        let name = of("name");
        let section = sections.iter().find(|text| text.lines().next() == Some(name));
        let section = section.unwrap_or_else(|| panic!("{name} has no heading"));
        let told = section.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [of("meaning"), of("flag"), of("key"), of("variable"), of("default")]
        {
            assert!(told.contains(part), "{name}: {part:?} is not told");
        }
        known.insert(name.to_owned());
    }
    let headings = sections.iter().filter_map(|text| text.lines().next());
    let strange: Vec<&str> = headings.filter(|name| !known.contains(*name)).collect();
    assert!(strange.is_empty() && known.len() > 10, "no settings: {strange:?}");
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_packaged_file_shows_only_what_can_be_read() {
    let room = Room::new("config-packaged");
    let packaged =
        std::fs::read_to_string(root().join("packaging/rundown.toml")).unwrap();
    let shown = |line: &str| {
        let line =
            line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line);
        line.to_owned() + "\n"
    };
    let all: String = packaged.lines().map(shown).collect();
    room.file("password", "opensesame-opensesame");
    let told = config(&room.file("rundown.toml", all), &[], &[]).ok();
    assert!(told.lines().filter(|line| line.contains("rundown.toml, line")).count() > 6);
    let told = config(&room.file("rundown.toml", packaged), &[], &[]).ok();
    assert_eq!(
        told.lines().filter(|line| line.contains("rundown.toml, line")).count(),
        1
    );
}

#[test]
fn what_packages_and_guides_set_are_settings() {
    let told = rundown(["config", "--json"]).json();
    let variables =
        told["settings"].as_array().unwrap().iter().map(|one| &one["variable"]);
    let mut known: BTreeSet<&str> = variables.filter_map(Value::as_str).collect();
    known.extend(["RUNDOWN_CONFIG", "RUNDOWN_PASSWORD"]);
    let mut found = 0;
    for file in [
        "packaging/systemd/rundown.service",
        "packaging/container/Containerfile",
        "packaging/container/compose.yaml",
        "docs/guides/operate.md",
    ] {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        for rest in text.split("RUNDOWN_").skip(1) {
            let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_');
            let name = format!("RUNDOWN_{}", &rest[..end.unwrap_or(rest.len())]);
            assert!(known.contains(name.as_str()), "{file}: {name} is no setting");
            found += 1;
        }
    }
    assert!(found > 6, "the variables were not found");
}

#[test]
fn a_directory_that_is_not_there_is_not_found_sound() {
    let room = Room::new("no-store");
    let dir = room.dir.join("data");
    for args in [&["fsck"][..], &["fsck", "--state-hash"]] {
        let run = rundown([&["--data", &text(&dir)], args].concat());
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.err.contains("there is no store in"), "{}", run.err);
        assert!(!dir.exists(), "nothing is made");
    }
}
