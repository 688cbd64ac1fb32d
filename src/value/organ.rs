//! Kinds of bodies (机关单位) and the structure of their names.

use crate::lexicon::Lexicon;

/// What kind of body a name denotes; decides elision and jurisdiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrganKind {
    /// A party committee: 市委.
    Party,
    /// A department of a party committee: 宣传部.
    PartyPart,
    /// A government or its outpost: 人民政府, 管委会.
    Gov,
    /// A people's congress or its standing committee.
    Congress,
    /// A committee of a congress.
    CongressPart,
    /// A political consultative conference.
    Cppcc,
    /// A committee of a consultative conference.
    CppccPart,
    /// A court.
    Court,
    /// A division of a court: 立案庭.
    CourtPart,
    /// A procuratorate.
    Procuratorate,
    /// A division of a procuratorate.
    ProcuratoratePart,
    /// A supervisory or discipline commission.
    Supervisory,
    /// A government department or agency.
    Dept,
    /// A part of any body: 办公室.
    Part,
    /// A school below university.
    School,
    /// A university.
    University,
    /// A research institute.
    Institute,
    /// A cultural institution or medium.
    Culture,
    /// A hospital.
    Hospital,
    /// A company.
    Company,
    /// A cooperative or farm.
    Farm,
    /// A station, port or airport.
    Transport,
    /// A mass organisation: 总工会, 妇联.
    Union,
    /// A chamber or association.
    Association,
    /// A village or residents' community.
    Village,
    /// A township or street.
    Township,
    /// A military body.
    Military,
    /// A body of a state.
    State,
    /// Any other.
    Other,
}

impl OrganKind {
    /// The kind that a rule file names.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "party" => Self::Party,
            "party-part" => Self::PartyPart,
            "gov" => Self::Gov,
            "congress" => Self::Congress,
            "congress-part" => Self::CongressPart,
            "cppcc" => Self::Cppcc,
            "cppcc-part" => Self::CppccPart,
            "court" => Self::Court,
            "court-part" => Self::CourtPart,
            "procuratorate" => Self::Procuratorate,
            "procuratorate-part" => Self::ProcuratoratePart,
            "supervisory" => Self::Supervisory,
            "dept" => Self::Dept,
            "part" | "any" => Self::Part,
            "school" => Self::School,
            "university" => Self::University,
            "institute" => Self::Institute,
            "culture" => Self::Culture,
            "hospital" => Self::Hospital,
            "company" => Self::Company,
            "farm" => Self::Farm,
            "transport" => Self::Transport,
            "union" => Self::Union,
            "association" => Self::Association,
            "village" => Self::Village,
            "township" => Self::Township,
            "military" => Self::Military,
            "state" => Self::State,
            _ => return None,
        })
    }

    /// Whether bodies of this kind are parts that are named after the body they belong to.
    pub fn is_part(self) -> bool {
        matches!(self, Self::PartyPart | Self::CongressPart | Self::CppccPart | Self::CourtPart | Self::ProcuratoratePart | Self::Part)
    }

    /// Whether bodies of this kind have no jurisdiction of their own.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Company | Self::University | Self::Farm | Self::Transport)
    }
}

/// A stretch of a body's name that ends with an organ word: 市委|宣传部.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where its organ word begins.
    pub word: usize,
    /// Where it ends.
    pub end: usize,
    /// Its kind.
    pub kind: OrganKind,
    /// The kind of body it attaches to when it is named alone.
    pub attach: Option<OrganKind>,
}

/// The segments of a body's name, from left to right.
pub fn segments(lexicon: &Lexicon, body: &str) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        match lexicon.organs.prefix(&body[at..]) {
            // 领导干部二处: no ministry
            Some((length, _)) if lexicon.ends("no-organ", &body[..at + length]).is_some() => at += length,
            // 甲科技公司 has no 科
            Some((own, _)) if let Some(length) = lexicon.starts("no-organ-word", &body[at..]).filter(|&length| length > own) => at += length,
            Some((length, &(kind, attach))) => {
                found.push(Segment { word: at, end: at + length, kind, attach });
                at += length;
            }
            None => at += body[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// The kind of a body by the longest organ word that ends its name.
pub fn kind_of(lexicon: &Lexicon, body: &str) -> Option<(OrganKind, usize)> {
    lexicon.organs.suffix(body).map(|(at, &(kind, _))| (kind, at))
}
