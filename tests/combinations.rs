//! Any title with any name: 2,000 random sentences must give exactly that person and those titles in 97 of 100.

use dibao::{Context, Data, Extractor};

/// Titles with the titles they must give (bodies filled in).
const TITLES: &[(&str, &[&str])] = &[
    ("市委书记", &["市委书记"]),
    ("市委副书记、市长", &["市委副书记", "市长"]),
    ("县委常委、宣传部部长", &["县委常委", "县委宣传部部长"]),
    ("区委副书记、代区长", &["区委副书记", "代区长"]),
    ("市水利局党组书记、局长", &["市水利局党组书记", "市水利局局长"]),
    ("省教育厅副厅长", &["省教育厅副厅长"]),
    ("天元区区长", &["天元区区长"]),
    ("湘乡市人大常委会副主任", &["湘乡市人大常委会副主任"]),
    ("市政协党组副书记、副主席", &["市政协党组副书记", "市政协副主席"]),
    ("市中级人民法院院长", &["市中级人民法院院长"]),
    ("县人民检察院检察长", &["县人民检察院检察长"]),
    ("枫溪街道党工委书记", &["枫溪街道党工委书记"]),
    ("白关镇党委副书记、镇长", &["白关镇党委副书记", "镇长"]),
    ("湖南湘江新材料有限公司董事长", &["湖南湘江新材料有限公司董事长"]),
    ("湖南工业大学教授", &["湖南工业大学教授"]),
    ("市公安局副局长", &["市公安局副局长"]),
    ("市工商联主席", &["市工商联主席"]),
    ("常务副市长", &["常务副市长"]),
    ("市发展和改革委员会主任", &["市发展和改革委员会主任"]),
    ("高新区管委会主任", &["高新区管委会主任"]),
    ("市第一人民医院院长", &["市第一人民医院院长"]),
    ("县委组织部副部长、老干部局局长", &["县委组织部副部长", "县委老干部局局长"]),
    ("共青团株洲市委副书记", &["共青团株洲市委副书记"]),
    ("炎陵县委书记", &["炎陵县委书记"]),
];

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "吴", "赵", "周", "徐", "孙", "马", "朱", "胡", "林", "郭", "何", "高", "罗", "郑", "梁", "谢", "宋", "唐",
    "欧阳", "司马",
];
const GIVEN: &[&str] = &[
    "伟", "军", "敏", "建国", "志强", "晓明", "永红", "海涛", "丽华", "文杰", "国栋", "春梅", "立新", "雪峰", "一凡", "子涵", "德胜", "金龙", "向东", "秀英",
    "勇", "静", "涛", "平",
];
const TAILS: &[&str] = &["表示,", "强调,", "出席会议。", "介绍,", "说,", ",", "主持会议。", "率队调研。", "指出,", "来到现场。", "在会上讲话。", "参加。"];

/// A small generator with a fixed seed, so that every run draws the same sentences.
struct Draw(u64);

impl Draw {
    fn next<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        &list[(self.0 % list.len() as u64) as usize]
    }
}

#[test]
fn titles_and_names_in_any_combination() {
    let extractor = Extractor::shared().expect("embedded rules");
    let context = Context::default().place("株洲市");
    let mut draw = Draw(0x00d1_ba02_0230_4270);
    let (mut good, mut bad) = (0, Vec::new());
    for _ in 0..2000 {
        let (title, wanted) = draw.next(TITLES);
        let name = format!("{}{}", draw.next(SURNAMES), draw.next(GIVEN));
        let text = format!("昨日,{title}{name}{}要求把工作做实。", draw.next(TAILS));
        let found = extractor.extract(&text, &context).expect("small");
        let got: Vec<(String, String)> =
            found.records.iter().filter_map(|r| if let Data::Office(o) = &r.data { Some((o.person.clone(), o.title.clone())) } else { None }).collect();
        let want: Vec<(String, String)> = wanted.iter().map(|t| (name.clone(), (*t).to_owned())).collect();
        if got == want {
            good += 1;
        } else if bad.len() < 12 {
            bad.push((text, got));
        }
    }
    assert!(good >= 1940, "{good} of 2000: {bad:#?}");
}
