//! Pictures of the pages for `docs/pages.md`: of the demo, wide and narrow, light and dark,
//! and from right to left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::server::Server;

/// When the demo is looked at, and when its story was looked at before.
const NOW: &str = "2031-05-28T20:00:00Z";
const BEFORE: &str = "2031-05-20T20:00:00Z";
const STORY: &str = "mayday-island-ferry-on-its-side-off-dunmore";

/// Feeds of its outlets.
const FEEDS: &str = r#"<opml version="2.0"><body><outline text="Arvenna">
<outline text="The Sable Herald" xmlUrl="https://sableherald.example/feed.xml"/>
<outline text="The Port Elm Courier" xmlUrl="https://portelmcourier.example/feed.xml"/>
<outline text="Northlight Radio" xmlUrl="https://northlightradio.example/feed.xml"/>
</outline></body></opml>"#;

/// The pages: what each is called, and its address.
const PAGES: [(&str, &str); 5] = [
    ("rundown", "/"),
    ("story", "/stories/mayday-island-ferry-on-its-side-off-dunmore"),
    ("stories", "/stories?about=language:es"),
    ("article", "/articles/w4nmp5xhrk2n?revision=1"),
    ("feeds", "/feeds"),
];

/// Wide as on a desk, narrow as on a phone.
const SIZES: [(&str, &str); 2] = [("wide", "1280,1000"), ("narrow", "390,844")];

/// All pictures together, in bytes: a clone of the project should stay small.
const BYTES_MAX: u64 = 3 << 20;

/// Take pictures of the pages with Chromium: docs/pages
#[derive(Debug, Args)]
pub(crate) struct Pictures {
    /// The program whose pages they are
    #[arg(long, default_value = "target/release/rundown")]
    program: PathBuf,
    /// The browser
    #[arg(long, default_value = "chromium")]
    browser: PathBuf,
}

pub(crate) fn run(pictures: &Pictures) -> Result<()> {
    let room =
        std::env::temp_dir().join(format!("rundown-pictures-{}", std::process::id()));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let done = take_all(pictures, &root, &room);
    fs::remove_dir_all(&room)?;
    done
}

fn take_all(pictures: &Pictures, root: &Path, room: &Path) -> Result<()> {
    let data = room.join("data");
    let feeds = room.join("feeds.opml");
    fs::create_dir_all(room)?;
    fs::write(&feeds, FEEDS)?;
    let (demo, story) = (root.join("demo/pages"), PathBuf::from(STORY));
    for (now, what, of) in
        [(NOW, "ingest", &demo), (BEFORE, "story", &story), (NOW, "import", &feeds)]
    {
        let mut run = Command::new(&pictures.program);
        run.arg(what).arg(of).arg("--data").arg(&data).args(["--now", now]);
        if what == "story" {
            run.arg("--read");
        }
        ensure!(run.stdout(Stdio::null()).status()?.success(), "{what} failed");
    }
    let mut start = Command::new(&pictures.program);
    start.args(["serve", "--offline", "--now", NOW, "--data"]).arg(&data);
    let server = Server::start(&mut start)?;
    let folder = root.join("docs/pages");
    fs::create_dir_all(&folder)?;
    let mut bytes = 0;
    for (page, path) in PAGES {
        let url = format!("{}{path}", server.url.trim_end_matches('/'));
        for (size, pixels) in SIZES {
            for manner in [Manner::Light, Manner::Dark, Manner::FromTheRight] {
                let name = format!("{page}-{size}-{}.png", manner.name());
                let file = folder.join(name);
                take(&pictures.browser, &url, &file, pixels, manner, room)?;
                bytes += fs::metadata(&file)?.len();
            }
        }
    }
    println!("{bytes} bytes in {}", folder.display());
    ensure!(bytes <= BYTES_MAX, "they are larger than {BYTES_MAX} bytes together");
    Ok(())
}

/// How a reader has set their browser.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Light,
    Dark,
    /// Arabic.
    FromTheRight,
}

impl Manner {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::FromTheRight => "rtl",
        }
    }

    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Light => &["--accept-lang=en"],
            Self::Dark => &["--accept-lang=en", "--force-dark-mode"],
            Self::FromTheRight => &["--lang=ar", "--accept-lang=ar"],
        }
    }
}

fn take(
    browser: &Path,
    url: &str,
    file: &Path,
    pixels: &str,
    manner: Manner,
    room: &Path,
) -> Result<()> {
    let mut shoot = Command::new(browser);
    shoot.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-device-scale-factor=0.75",
    ]);
    shoot.args(manner.flags()).arg(format!("--window-size={pixels}"));
    shoot.arg(format!("--user-data-dir={}", room.join("browser").display()));
    shoot.arg(format!("--screenshot={}", file.display())).arg(url);
    let shot = shoot.stderr(Stdio::null()).stdout(Stdio::null()).status();
    let shot = shot.with_context(|| format!("running {}", browser.display()))?;
    ensure!(shot.success() && file.exists(), "no picture of {url}");
    Ok(())
}
