//! What the program says, in the language of the user: messages are English where they are made, `messages.tsv` has the Chinese of each.
//!
//! Only what is said to people is translated, on its way out: help, and what goes to standard error. Records, and messages that stand in
//! them, are the same in every language.

use clap::{Arg, Command};
use std::sync::OnceLock;

/// English and Chinese, a line each; `{}` holds what changes.
const TABLE: &str = include_str!("messages.tsv");

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    Zh,
    En,
}

static LANG: OnceLock<Lang> = OnceLock::new();

/// Settles the language: that of `--lang`, else that of the environment.
pub(crate) fn settle(args: &[std::ffi::OsString]) {
    let asked = |at: usize| {
        let arg = args[at].to_str()?;
        arg.strip_prefix("--lang=").or_else(|| args.get(at + 1)?.to_str().filter(|_| arg == "--lang"))
    };
    let named = (1..args.len()).find_map(asked).map(str::to_owned);
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let told = named.or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)).unwrap_or_default();
    _ = LANG.set(if told.starts_with("zh") { Lang::Zh } else { Lang::En });
}

/// The rows of help, or of messages: the table has two parts, each under its name.
fn rows(part: usize) -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.split("# ").nth(part).unwrap_or_default().lines().filter_map(|line| line.split_once('\t'))
}

const HELP: usize = 1;
const MESSAGES: usize = 2;

/// A message in the language of the user. What the table does not know stays as it is.
pub(crate) fn told(message: &str) -> String {
    if LANG.get() == Some(&Lang::Zh) { in_chinese(message) } else { message.to_owned() }
}

fn in_chinese(message: &str) -> String {
    let mut out = message.to_owned();
    for (english, chinese) in rows(MESSAGES) {
        if let Some((start, end, held)) = found(&out, english) {
            let mut held = held.into_iter();
            let mut parts = chinese.split("{}");
            let mut said = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                said.push_str(&held.next().unwrap_or_default());
                said.push_str(part);
            }
            out.replace_range(start..end, &said);
        }
    }
    out
}

/// Where a message with holes stands in a text, and what the holes hold; a hole at its begin or end goes to that of the line.
fn found(text: &str, message: &str) -> Option<(usize, usize, Vec<String>)> {
    let mut parts = message.split("{}").peekable();
    let first = parts.next()?;
    let start = match parts.peek() {
        Some(second) if first.is_empty() => text[..text.find(second)?].rfind('\n').map_or(0, |line| line + 1),
        _ => text.find(first)?,
    };
    let (mut at, mut held) = (start + first.len(), Vec::new());
    for part in parts {
        let ahead = if part.is_empty() { text[at..].find('\n').unwrap_or(text.len() - at) } else { text[at..].find(part)? };
        held.push(text[at..at + ahead].to_owned());
        at += ahead + part.len();
    }
    Some((start, at, held))
}

/// The help of a command, in the language of the user.
pub(crate) fn helped(command: Command) -> Command {
    if LANG.get() == Some(&Lang::Zh) { translated(command) } else { command }
}

fn whole(text: &str) -> Option<&'static str> {
    let line = text.replace('\n', " ");
    rows(HELP).find(|(english, _)| *english == line).map(|(_, chinese)| chinese)
}

const HEADINGS: &str = "{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}";

fn translated(mut command: Command) -> Command {
    let about = command.get_about().and_then(|about| whole(&about.to_string()));
    if let Some(about) = about {
        command = command.about(about).long_about(about);
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in subcommands {
        command = command.mut_subcommand(name, translated);
    }
    let help = |arg: Arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        let said = arg.get_help().and_then(|help| whole(&help.to_string()));
        let arg = arg.help_heading(heading);
        match said {
            Some(said) => arg.help(said).long_help(said),
            None => arg,
        }
    };
    command.mut_args(help).subcommand_help_heading("命令").help_template(HEADINGS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn holes_keep_what_they_hold() {
        assert_eq!(in_chinese("a b.txt: nothing to read"), "a b.txt: 没有可读的内容");
        let known = in_chinese("the output cannot be written: disk full; 7 documents are safely written, --resume goes on behind them");
        assert_eq!(known, "输出无法写入:disk full;已安全写入7份文档,用 --resume 可接着往下做");
        assert_eq!(in_chinese("33 documents, 2 failed, 0.1 s"), "33份文档,2份失败,0.1秒");
        assert_eq!(in_chinese("what nobody knows"), "what nobody knows");
    }

    #[test]
    fn both_languages_have_the_same_holes() {
        for (english, chinese) in rows(HELP).chain(rows(MESSAGES)) {
            assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{english}");
            assert!(chinese.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{chinese}");
        }
    }

    #[test]
    fn all_help_is_in_the_table() {
        fn all(command: &Command, out: &mut Vec<String>) {
            out.extend(command.get_about().map(ToString::to_string));
            out.extend(command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(|arg| arg.get_help().map(ToString::to_string)));
            command.get_subcommands().for_each(|sub| all(sub, out));
        }
        let mut texts = Vec::new();
        all(&crate::args::Cli::command(), &mut texts);
        let missing: Vec<_> = texts.iter().filter(|text| whole(text).is_none()).collect();
        assert!(missing.is_empty(), "no Chinese in messages.tsv for: {missing:#?}");
    }
}
