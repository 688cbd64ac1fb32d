//! Texts that try to be slow: each of any length, each alike from its beginning to its end. All names are invented.

use std::fs;
use std::path::Path;

/// A text that tries to be slow.
pub(crate) struct Text {
    /// What it is made of.
    pub(crate) name: String,
    piece: Piece,
}

enum Piece {
    /// The same again and again.
    Same(String),
    /// The same form with other names, places and figures each time: `N` a name, `V` a village, `9` a number.
    Form(&'static str),
    /// A second half that closes what the first half opens.
    Nested(char, char),
}

impl Text {
    /// The text with `size` bytes, less at most one character.
    pub(crate) fn of(&self, size: usize) -> String {
        let mut text = match &self.piece {
            Piece::Same(piece) => piece.repeat(size / piece.len() + 1),
            Piece::Form(form) => filled(form, size),
            Piece::Nested(open, close) => {
                let half = size / 2 / open.len_utf8();
                open.to_string().repeat(half) + &close.to_string().repeat(half)
            }
        };
        let end = (0..=size.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        text.truncate(end);
        text
    }
}

/// A form filled in anew until it has `size` bytes.
fn filled(form: &str, size: usize) -> String {
    let mut text = String::with_capacity(size + form.len() * 2);
    let mut turn = 0;
    while text.len() < size {
        for c in form.chars() {
            match c {
                'N' => text.push_str(&person(turn)),
                'V' => text.push_str(&village(turn)),
                '9' => text.push_str(&(turn % 977 + 3).to_string()),
                c => text.push(c),
            }
            turn += usize::from(matches!(c, 'N' | 'V'));
        }
        turn += 1;
    }
    text
}

fn pick(from: &str, at: usize) -> char {
    let count = from.chars().count();
    from.chars().nth(at % count).unwrap_or('文')
}

/// One of 30,000 invented persons.
fn person(turn: usize) -> String {
    let given = "国伟明华强军平文林海云山春玉红志建新永德立成光庆福贵宝学";
    [pick("王李张刘陈杨黄赵周吴徐孙朱马胡郭何高梁郑罗宋谢唐韩曹许邓冯程", turn), pick(given, turn / 30), pick(given, turn / 900)].iter().collect()
}

/// One of 10,000 invented villages.
fn village(turn: usize) -> String {
    let names = "青岭白石河柳沙湾桥东塘田坪岩松竹溪";
    [pick(names, turn), pick(names, turn / 18), pick(names, turn / 324)].iter().collect()
}

fn same(pieces: &[(&str, &str)]) -> Vec<Text> {
    pieces.iter().map(|&(name, piece)| Text { name: name.to_owned(), piece: Piece::Same(piece.to_owned()) }).collect()
}

fn forms(pieces: &[(&str, &'static str)]) -> Vec<Text> {
    pieces.iter().map(|&(name, form)| Text { name: name.to_owned(), piece: Piece::Form(form) }).collect()
}

/// The words of each file of the lexicon, in one line without any stop.
fn words_of_files() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/lexicon");
    let files = ["figures.txt", "notices.txt", "organs.txt", "roles.txt", "words.txt", "divisions.tsv", "surnames.tsv"];
    let words = |file: &str| {
        let text = fs::read_to_string(root.join(file)).expect("a word list");
        let lines = text.lines().filter(|line| !line.starts_with(['#', '[']));
        lines.flat_map(|line| line.split(['\t', ' ', '=', '\u{3000}'])).filter(|word| !word.is_ascii()).collect::<String>()
    };
    files.iter().map(|file| Text { name: format!("all words of {file}"), piece: Piece::Same(words(file)) }).collect()
}

/// Runs of marks, characters and words that no sentence has.
fn runs() -> Vec<Text> {
    let mut texts = same(&[
        ("only marks of a list", "、"),
        ("full stops", "。"),
        ("commas", ","),
        ("dots", "·。"),
        ("unclosed brackets", "("),
        ("unclosed book marks", "《"),
        ("unclosed quotes", "“"),
        ("unclosed notes", "【"),
        ("brackets of all kinds", "(（【("),
        ("empty brackets", "()"),
        ("one character", "市"),
        ("one head word", "长"),
        ("one digit", "7"),
        ("one numeral", "一"),
        ("numerals", "一二三四五六七八九十百千万亿"),
        ("groups of thousands", "123,456,"),
        ("commas in digits", "7,1"),
        ("digits and units", "3亿4500万元1,100.9亿千瓦12%"),
        ("ranges", "3-5万元~"),
        ("shares", "占12.5%、"),
        ("days", "2023年4月27日"),
        ("days without a year", "4月27日至"),
        ("years", "2021年、2022年"),
        ("letters", "a"),
        ("addresses", "http://a.b/c?d="),
        ("blank lines", "\n"),
        ("lines of spaces", "\u{3000} \n"),
        ("spaces", " "),
        ("lone carriage returns", "市长\r"),
        ("zero-width characters", "市\u{200b}长\u{200b}"),
        ("only surnames", "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁"),
        ("padded names", "言 鹏 "),
        ("padded characters", "市 "),
        ("names with dots", "阿卜杜热合曼·买买提·"),
        ("levels", "省市县区"),
        ("townships", "张家镇李家乡"),
        ("words of organs", "局委会院"),
        ("posts in turn", "局长副局长"),
        ("organs and posts", "市教育局党组书记、局长"),
        ("a class of projects", "招商项目.已封顶"),
        ("sessions", "第1次会议"),
        ("parts without a whole", "其中"),
        ("verbs of acts", "任命免去"),
    ]);
    texts.extend([('(', ')'), ('《', '》'), ('“', '”')].map(|(open, close)| Text { name: format!("nested {open}{close}"), piece: Piece::Nested(open, close) }));
    texts
}

/// Acts, posts and persons.
fn persons() -> Vec<Text> {
    let mut texts = same(&[
        ("a list of the same names", "张建国、李伟、王小红、刘志强、"),
        ("a verb of an act without end", "甲任乙"),
        ("acts without stops", "任命张伟为市教育局局长"),
        ("verbs of holding", "王建国曾任市教育局局长,"),
        ("deputies", "由攸县选举的市十六届人大代表张建国、"),
        ("bylines", "本报讯(记者 张伟 通讯员 李明)"),
        ("lines of bylines", "本报讯(记者 张伟 通讯员 李明)今天。\n"),
        ("the same article", "市水利局换届\n株洲日报讯(记者 张伟) 4月26日,副市长李明带队督查水利工程,市水利局局长王建国陪同。\n"),
        ("days of acts in a line", "2023年4月27日任命张伟为市教育局局长,"),
        ("posts in brackets", "局长(局长("),
        ("closed brackets behind posts", "局长)"),
        ("commas and posts", "局长,"),
        ("a career", "1985.07-1990.08 市教育局科员\n"),
    ]);
    texts.extend(forms(&[
        ("names and posts, earlier posts", "N任市教育局局长。此前曾任市水利局副局长。"),
        ("names and posts in lines", "N任市教育局局长。此前曾任市水利局副局长。\n"),
        ("a list of names", "N、"),
        ("a line of names", "N "),
        ("lines of names", "N\n"),
        ("a list of acts", "任命N为市教育局局长;免去N的市水利局副局长职务;"),
        ("lines of acts", "任命N为V县教育局局长。\n"),
        ("one act on all", "任命N为市教育局局长、N为市水利局局长、"),
        ("dismissals", "N不再担任V县教育局局长职务,"),
        ("posts of villages", "V镇V村党支部书记N,"),
        ("heads of townships", "V镇党委书记N说,镇长N说。"),
        ("pronouns", "县长N调研。他说,他曾任市委副书记。"),
        ("the persons above", "选举N为县长。以上人员任职。"),
        ("candidates", "N,男,1970年5月生,现任V县教育局局长,拟任市教育局副局长。\n"),
        ("notices of candidates", "任前公示\nN,男,1970年5月生,现任V县教育局局长,拟任市教育局副局长。\n"),
        ("tables of persons", "N\t男\tV县教育局局长\n"),
        ("tables with bars", "|N|男|V县教育局局长|\n"),
        ("tables under heads", "姓名\t任命职务\t免去职务\nN\tV县教育局局长\tV县水利局局长\n"),
        ("persons in columns", "姓名\tN\tN\n拟任职务\tV县教育局局长\tV县水利局局长\n"),
        ("cells on lines", "姓名\n任命职务\nN\nV县教育局局长\n"),
        ("boxes", "│姓名│任命职务│\n├──┼──┤\n│N│V县教育局局长│\n├──┼──┤\n"),
        ("heads of lists", "V县第九届委员会委员名单\n"),
        ("lists of elected persons", "V商会理事名单\n(2021年选举产生)\n会长:N\n副会长:N N\n"),
        ("heads of pages", "任命N为V县教育局局长;\n— 9 —\nV县人民政府公报\n"),
        ("names over posts", "N\nV县教育局局长\n个人简历\n2001.09 V县水利局局长\n"),
        ("sessions", "V县第十六届人大常委会第9次会议任命N为V县教育局局长。"),
        ("resignations told", "N因个人原因,申请辞去V县教育局局长职务。"),
        ("careers", "N,男,汉族。1990年7月任V县教育局科员,1999年任副局长。\n"),
        ("deputies of one congress", "V县选出的市十六届人大代表N、N因病去世,"),
        ("seats that end", "N的代表资格终止。"),
        ("counted seats", "N、N等3人的代表资格终止。\n"),
        ("resigned seats", "V县人大常委会接受N辞去市人大代表职务。N的代表资格终止。"),
        ("sizes of a congress", "V县十六届人大现有代表9名,N的代表资格终止。"),
        ("names of deputies by unit", "V县:N、N、N\n"),
        ("probation of each act", "任命N为V县教育局局长。N同志的任职试用期一年。"),
        ("probation of all acts", "任命N为V县教育局局长。以上同志试用期一年。"),
        ("elected deputies", "市第十六届人民代表大会选举N为省第十四届人民代表大会代表。"),
        ("credentials", "市第十六届人民代表大会补选N为代表。确认N的代表资格有效。"),
        ("many articles", "V县水利局换届\n株洲日报讯(记者 N) 4月26日,副县长N带队督查。\n"),
        ("notices", "V县人民代表大会常务委员会公告\n第9号\n任命N为县教育局局长。\n特此公告。\nV县人民代表大会常务委员会\n2023年4月27日\n"),
    ]));
    texts
}

/// Projects and figures.
fn projects() -> Vec<Text> {
    let mut texts = same(&[
        ("investments", "总投资3亿元的甲项目,"),
        ("a project's clause", "县中医院新址建设项目总投资2亿元,"),
        ("batches", "开工项目54个,总投资3亿元,"),
        ("parts of a batch", "开工项目98个,其中产业项目7个,"),
        ("notes without end", "甲桥改造项目("),
        ("headings", "青岭河改造工程\n青岭河水库3个\n"),
        ("parts by level", "省级6项:甲、乙,概算投资3亿元,"),
        ("values in turn", "2021年、2022年分别为300亿元、320亿元,"),
        ("figures", "全年生产总值300亿元,增长5%,"),
        ("rates", "计划投资100亿元,完成投资50亿元,完成率50%,"),
    ]);
    texts.extend(forms(&[
        ("projects", "V水库改造项目总投资9亿元,已开工建设。"),
        ("projects in a line", "V水库改造项目总投资9亿元,已开工建设,"),
        ("a list of projects", "V水库改造项目、"),
        ("items", "9.V水库改造项目。总投资9亿元,建设期9年,由V公司承建。\n"),
        ("the same project told of", "V水库改造项目开工。该项目总投资9亿元。项目占地9亩。"),
        ("parties of one project", "该项目由V公司承建。"),
        ("batches and members", "V县集中开工项目9个,总投资9亿元。V水库改造项目总投资9亿元。"),
        ("counts in Chinese", "开工项目五个"),
        ("holders of shares", "V项目由V公司出资,占9%,"),
        ("figures of places", "V镇9万人,增长9%,耕地9亩;"),
        ("a table of figures", "V镇\t9\t9.5%\t9亿元\n"),
    ]));
    texts
}

/// Dense civic pages, one unlike the other.
pub(crate) fn pages(size: usize) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["issues", "notices"].map(|folder| fs::read_dir(root.join(folder)).expect("samples"));
    let mut files: Vec<_> = folders.into_iter().flat_map(|folder| folder.flatten()).map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let all: String = files.iter().map(|path| fs::read_to_string(path).expect("text")).collect::<Vec<_>>().join("\n");
    let given: Vec<char> = "国伟明华强军平文林海云山春玉红志建新".chars().collect();
    // other names and figures in each turn, so that nothing is taken for a repeat
    let turned = |turn: usize, c: char| match (c.to_digit(10), given.iter().position(|&g| g == c)) {
        (Some(d), _) if d > 2 => char::from_digit((d as usize + turn - 3) as u32 % 7 + 3, 10).unwrap_or(c),
        (_, Some(i)) => given[(i + turn) % given.len()],
        _ => c,
    };
    let mut text = String::new();
    for turn in 0.. {
        text.extend(all.chars().map(|c| turned(turn, c)));
        if text.len() > size {
            break;
        }
    }
    let end = (0..=size).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    text.truncate(end);
    text
}

/// All texts.
pub(crate) fn all() -> Vec<Text> {
    [runs(), words_of_files(), persons(), projects()].into_iter().flatten().collect()
}
