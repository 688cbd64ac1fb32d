//! Time is linear in the input, for any input: counted in instructions, not by the clock.
//!
//! The built program reads a text of one length and of several times that length under `valgrind --tool=callgrind`; the difference is the
//! cost of the text itself, without start-up. It may not exceed three times that of dense civic pages per byte, and it may not
//! grow with the length.
#![cfg(all(feature = "cli", target_os = "linux"))]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Instructions that the program needs for `text`.
fn instructions(dir: &Path, text: &str) -> f64 {
    let input = dir.join("input.txt");
    fs::write(&input, text).expect("file");
    let out = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_dibao"), "extract", "-q", "-j", "1"])
        .arg(&input)
        .output()
        .expect("valgrind is installed: apt-get install valgrind");
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{told}");
    let count = told.lines().find_map(|line| line.split("Collected : ").nth(1)).expect("a count");
    count.trim().parse().expect("a number")
}

/// `piece` again and again, `size` bytes in all.
fn repeated(piece: &str, size: usize) -> String {
    let text = piece.repeat(size / piece.len() + 1);
    let end = (0..=size).rev().find(|&i| text.is_char_boundary(i)).expect("a border");
    text[..end].to_owned()
}

/// Instructions for a byte between `size` and twice `size`, and between twice and six times.
fn per_byte(dir: &Path, piece: &str, size: usize) -> [f64; 2] {
    let [one, two, six] = [1, 2, 6].map(|n| instructions(dir, &repeated(piece, n * size)));
    [(two - one) / size as f64, (six - two) / (4 * size) as f64]
}

/// All words of the lexicon, joined.
fn entries(joint: &str) -> String {
    dibao::Extractor::shared().expect("embedded rules").lexicon().scanned_words().collect::<Vec<_>>().join(joint)
}

/// Dense civic pages, one unlike the other.
fn pages(size: usize) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<_> = ["issues", "notices"].iter().flat_map(|f| fs::read_dir(root.join(f)).expect("samples").flatten()).map(|e| e.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let all: String = files.iter().map(|path| fs::read_to_string(path).expect("text")).collect::<Vec<_>>().join("\n");
    // other names and figures in each turn, so that nothing is taken for a repeat
    let given: Vec<char> = "国伟明华强军平文林海云山春玉红志建新".chars().collect();
    let given = &given;
    let turned = |turn: usize| {
        all.chars().map(move |c| match (c.to_digit(10), given.iter().position(|&g| g == c)) {
            (Some(d), _) if d > 2 => char::from_digit((d as usize + turn - 3) as u32 % 7 + 3, 10).unwrap_or(c),
            (_, Some(i)) => given[(i + turn) % given.len()],
            _ => c,
        })
    };
    let mut text = String::new();
    for turn in 0.. {
        text.extend(turned(turn));
        if text.len() > size {
            break;
        }
    }
    let end = (0..=size).rev().find(|&i| text.is_char_boundary(i)).expect("a border");
    text[..end].to_owned()
}

#[test]
#[ignore = "takes two minutes and valgrind: cargo test --release --all-features --test linear -- --ignored"]
fn adversarial_texts_cost_no_more_than_three_times_as_much_for_a_byte() {
    const SIZE: usize = 8_000;
    let dir = tempfile::tempdir().expect("folder");
    // past the first use of every pattern
    let normal = (instructions(dir.path(), &pages(4 * SIZE)) - instructions(dir.path(), &pages(2 * SIZE))) / (2 * SIZE) as f64;
    let news = pages(4 * SIZE).replace(['。', ',', ';', '、', '\n', '!', '?'], "");
    let (joined, listed) = (entries(""), entries("、"));
    let cases: [(&str, &str); 21] = [
        ("one sentence without stops", &news),
        ("only surnames", "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁"),
        ("only marks of a list", "、"),
        ("only digits and units", "3亿4500万元1,100.9亿千瓦12%"),
        ("nested brackets", "(（【("),
        ("dots", "·。"),
        ("a list of names", "张建国、李伟、王小红、刘志强、"),
        ("the same post", "市教育局党组书记、局长"),
        ("a verb of an act without end", "甲任乙"),
        ("acts without stops", "任命张伟为市教育局局长"),
        ("verbs of holding", "王建国曾任市教育局局长,"),
        ("investments", "总投资3亿元的甲项目,"),
        ("batches", "开工项目54个,总投资3亿元,"),
        ("numerals", "一二三四五六七八九十百千万亿"),
        ("commas in digits", "7,1"),
        ("notes without end", "甲桥改造项目("),
        ("headings", "青岭河改造工程\n青岭河水库3个\n"),
        ("parts", "省级6项:甲、乙,概算投资3亿元,"),
        ("deputies", "由攸县选举的市十六届人大代表张建国、"),
        ("every word of the lexicon", &joined),
        ("every word of the lexicon, listed", &listed),
    ];
    let (mut told, mut dear, mut bent) = (Vec::new(), false, false);
    for (name, piece) in cases {
        let [first, second] = per_byte(dir.path(), piece, SIZE);
        told.push(format!("{name}: {:.2}, {:.2}", first / normal, second / normal));
        dear |= first.max(second) > 3.0 * normal;
        // caches and tables aside, later bytes cost what the first ones did
        bent |= second > 1.6 * first.max(normal);
    }
    let told = format!("cost for a byte, dense pages ({normal:.0} instructions) = 1\n{}", told.join("\n"));
    println!("{told}");
    assert!(!dear && !bent, "dearer than three times: {dear}, not linear: {bent}\n{told}");
}
