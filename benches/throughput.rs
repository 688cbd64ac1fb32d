//! Throughput beside peers, in one run: `cargo bench`.
//!
//! Every contestant reads the same bytes, in turns, and the best of its turns counts; machines are noisy, ratios within a run
//! are not. Texts: dense civic pages (the samples of `tests/`, and annotated documents when they lie beside the project) and
//! running news (the corpus beside the project, else the samples once more).

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use dibao::{Context, Extractor};
use jieba_rs::Jieba;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TURNS: usize = 5;
const MEGABYTE: f64 = 1e6;

fn main() {
    let pages = pages();
    let news = news().unwrap_or_else(|| pages.join("\n"));
    let started = Instant::now();
    let extractor = Extractor::new().expect("embedded rules");
    println!("start-up: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    let cold = Instant::now();
    extractor.extract(&pages[0], &Context::default()).expect("a page");
    println!("first page, {} bytes: {:.1} ms (with all that is compiled at first use)", pages[0].len(), cold.elapsed().as_secs_f64() * 1e3);
    allocations(&extractor, &pages);
    let peers = Peers::new(&extractor);

    let many = repeated(&pages, 1_000_000);
    compare(
        &format!("dense civic pages, {} of {} bytes in the middle", many.len(), many.iter().map(|p| p.len()).sum::<usize>() / many.len()),
        &many,
        &extractor,
        &peers,
    );
    for size in [1_000_000, 10_000_000] {
        let text = varied(&news, size);
        let end = (0..=size.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        compare(&format!("running news, one document of {:.1} MB", end as f64 / MEGABYTE), &[&text[..end]], &extractor, &peers);
    }
    let slices: Vec<&str> = paragraphs(&news, 10_000);
    compare(&format!("running news, {} documents of 10 KB", slices.len()), &slices, &extractor, &peers);
    if let Some(peak) = peak_memory() {
        println!("\npeak memory of this whole run: {peak}");
    }
}

/// The contestants.
struct Peers {
    jieba: Jieba,
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
}

impl Peers {
    fn new(extractor: &Extractor) -> Self {
        let mut words: Vec<String> = extractor.lexicon().scanned_words().map(str::to_owned).collect();
        words.sort();
        words.dedup();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(&words).expect("the lexicon's words");
        println!("bare automaton: {} words", words.len());
        Peers { jieba: Jieba::new(), automaton }
    }
}

/// Prints the rate of every contestant on `texts`, and its time as a multiple of the extractor's.
fn compare(what: &str, texts: &[&str], extractor: &Extractor, peers: &Peers) {
    let bytes: usize = texts.iter().map(|t| t.len()).sum();
    let context = Context::default().published_str("2023-04-27").expect("a date").place("株洲市");
    type Contestant<'a> = (&'a str, Box<dyn Fn(&str) -> usize + 'a>);
    let contestants: Vec<Contestant<'_>> = vec![
        ("dibao, all families", Box::new(|t| extractor.extract(t, &context).map_or(0, |found| found.records.len()))),
        ("jieba-rs cut without HMM", Box::new(|t| peers.jieba.cut(t, false).len())),
        ("jieba-rs cut with HMM", Box::new(|t| peers.jieba.cut(t, true).len())),
        ("bare daachorse pass", Box::new(|t| peers.automaton.leftmost_find_iter(t).count())),
        ("UTF-8 validation", Box::new(|t| std::str::from_utf8(black_box(t.as_bytes())).map_or(0, str::len))),
    ];
    let mut best = vec![Duration::MAX; contestants.len()];
    for _ in 0..TURNS {
        for (i, (_, run)) in contestants.iter().enumerate() {
            let started = Instant::now();
            for text in texts {
                black_box(run(text));
            }
            best[i] = best[i].min(started.elapsed());
        }
    }
    println!("\n{what} ({:.1} MB)", bytes as f64 / MEGABYTE);
    for ((name, _), time) in contestants.iter().zip(&best) {
        let rate = bytes as f64 / MEGABYTE / time.as_secs_f64();
        println!("  {name:26} {rate:8.1} MB/s   {:6.2} times dibao's rate", best[0].as_secs_f64() / time.as_secs_f64());
    }
}

fn allocations(extractor: &Extractor, pages: &[String]) {
    let region = Region::new(ALLOCATOR);
    let mut records = 0;
    for page in pages {
        records += extractor.extract(page, &Context::default()).map_or(0, |found| found.records.len());
    }
    let change = region.change();
    println!(
        "allocations: {} a page, {} a record, {} bytes a page ({} pages)",
        change.allocations / pages.len(),
        change.allocations / records.max(1),
        change.bytes_allocated / pages.len(),
        pages.len()
    );
}

fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

fn pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = ["tests/issues", "tests/notices", "../shared/gold/dev", "../shared/gold/seed"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(root.join(folder)).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn news() -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/broadcast-news.md")).ok()
}

/// The text again and again, with other figures and names each time: what repeats word for word would only be recognised.
fn varied(text: &str, size: usize) -> String {
    let given: Vec<char> = "国伟明华强军平文林海云山春玉红志建新".chars().collect();
    let mut out = String::with_capacity(size + text.len());
    for turn in 0.. {
        out.extend(text.chars().map(|c| match (c.to_digit(10), given.iter().position(|&g| g == c)) {
            (Some(d), _) if d > 2 => char::from_digit((d + turn - 3) % 7 + 3, 10).unwrap_or(c),
            (_, Some(i)) => given[(i + turn as usize) % given.len()],
            _ => c,
        }));
        if out.len() >= size {
            break;
        }
    }
    out
}

/// Texts in turn until their sum reaches `size`.
fn repeated(texts: &[String], size: usize) -> Vec<&str> {
    let mut sum = 0;
    texts
        .iter()
        .cycle()
        .map(String::as_str)
        .take_while(|text| {
            let more = sum < size;
            sum += text.len();
            more
        })
        .collect()
}

/// A text cut at line ends into documents of about `size` bytes.
fn paragraphs(text: &str, size: usize) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('\n') {
        if at - from >= size {
            out.push(&text[from..at]);
            from = at;
        }
    }
    out.push(&text[from..]);
    out
}
