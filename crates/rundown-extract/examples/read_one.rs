fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let start = std::time::Instant::now();
    let read = rundown_extract::extract(&rundown_news::Capture {
        bytes,
        url: Some("https://a.test/x".into()),
        at: None,
        charset: None,
        kind: Default::default(),
    });
    let cpu = start.elapsed().as_secs_f64();
    let a = &read.value;
    let mut end = 0;
    for b in &a.blocks {
        assert!(
            b.span.start as usize >= end
                && a.text.is_char_boundary(b.span.start as usize)
                && a.text.is_char_boundary(b.span.end as usize)
        );
        end = b.span.end as usize;
    }
    assert!(end <= a.text.len());
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let rss: u64 = status
        .lines()
        .find(|l| l.starts_with("VmHWM"))
        .unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    println!(
        "{{\"cpu\":{cpu:.3},\"rss\":{},\"notes\":{}}}",
        rss / 1024,
        serde_json::to_string(&read.notes).unwrap()
    );
}
