//! Phrases of a clause: tokens joined to posts with their bodies, persons, marks.

use crate::lattice::{Kind, Token};

/// What a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunk {
    /// A post with its body, and 原 before it.
    Post,
    /// A post right behind its holder, without a body: 习近平|总书记.
    PostBehind,
    /// A body's name that no post follows.
    Body,
    Person,
    /// 同志, 先生.
    Address,
    /// 、, 兼, 和 behind a person or a post.
    Joint,
    /// Any other mark.
    Mark,
    Word,
}

/// One phrase: a stretch of the clean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) start: usize,
    /// Where the words of the post itself begin, behind 原 or 现任.
    pub(crate) own: usize,
    pub(crate) end: usize,
    pub(crate) chunk: Chunk,
}

/// The phrases of each clause, in order: where one clause ends and the next begins there is a gap in the text.
pub(crate) fn clauses(tokens: &[Token]) -> impl Iterator<Item = Vec<Phrase>> {
    tokens.chunk_by(|a, b| a.end == b.start).map(phrases)
}

/// The phrases of one clause.
fn phrases(tokens: &[Token]) -> Vec<Phrase> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(first) = tokens.get(at) {
        let run = tokens[at..].iter().take_while(|token| token.kind.in_body() || token.kind == Kind::Former).count();
        let post = tokens.get(at + run).filter(|token| token.kind.is_post());
        let (length, chunk) = match (run, post) {
            (0, Some(token)) if token.kind == Kind::RoleBehindPerson => (1, Chunk::PostBehind),
            (_, Some(_)) => (run + 1, Chunk::Post),
            (0, None) => (1, plain(first.kind)),
            (_, None) => (run, Chunk::Body),
        };
        let leads = tokens[at..].iter().take_while(|token| token.kind == Kind::Former).count().min(length - 1);
        out.push(Phrase { start: first.start, own: tokens[at + leads].start, end: tokens[at + length - 1].end, chunk });
        at += length;
    }
    out
}

fn plain(kind: Kind) -> Chunk {
    match kind {
        Kind::Person => Chunk::Person,
        Kind::Address => Chunk::Address,
        Kind::MarkBehindPerson | Kind::MarkBehindPost => Chunk::Joint,
        Kind::Mark | Kind::GapBehindPost => Chunk::Mark,
        _ => Chunk::Word,
    }
}
