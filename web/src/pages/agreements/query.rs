//! What the address of the list asks for.

use super::Viewer;
use crate::{form, keyset, lang::Lang};
use app::{
    agreements::{After, Order, Piece, Query},
    sectors::Sector,
};
use domain::{agreement::StateKind, municipality::Province};

/// What somebody looks for, as the address carries it, and where the page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) query: Query,
    pub(super) piece: Piece<After>,
}

/// The value that asks for what changed last first.
pub(super) const NEWEST: &str = "gewijzigd";

impl Asked {
    /// Reads an address. A value that does not exist, as only a hand-made address has it, filters
    /// nothing; neither does what the viewer cannot choose.
    pub(super) fn read(query: Option<&str>, viewer: Viewer, sectors: &[Sector]) -> Self {
        let pairs = keyset::parameters(query);
        let sector = form::value(&pairs, "sector");
        let sector = sectors.iter().find(|known| viewer.sees_partners() && known.code == sector);
        let province = Province::parse(form::value(&pairs, "provincie")).ok();
        Self {
            query: Query {
                text: form::value(&pairs, "zoek").to_owned(),
                sector: sector.map(|sector| sector.code.clone()),
                province: province.filter(|_| viewer.sees_parties()),
                state: StateKind::parse(form::value(&pairs, "stand")),
                // All agreements of the country are sorted by name only.
                order: if form::value(&pairs, "volgorde") == NEWEST && viewer != Viewer::Administrator {
                    Order::Newest
                } else {
                    Order::Name
                },
                ..Query::default()
            },
            piece: keyset::piece(
                keyset::after(form::value(&pairs, keyset::AFTER)),
                keyset::after(form::value(&pairs, keyset::BEFORE)),
            ),
        }
    }

    /// Whether anything is filtered.
    pub(super) fn filters(&self) -> bool {
        Query { order: Order::Name, ..self.query.clone() } != Query::default()
    }

    /// The value of the order, as the address carries it.
    pub(super) fn order(&self) -> &'static str {
        if self.query.order == Order::Newest { NEWEST } else { "" }
    }

    /// The address of a page of this list, or of its file; `place` is where it begins or ends.
    pub(super) fn address(&self, path: &str, state: Option<StateKind>, place: (&str, &str)) -> String {
        keyset::address(
            path,
            &[
                ("zoek", &self.query.text),
                ("sector", self.query.sector.as_deref().unwrap_or_default()),
                ("provincie", self.query.province.map_or("", Province::slug)),
                ("stand", state.map_or("", StateKind::as_str)),
                ("volgorde", self.order()),
                place,
            ],
        )
    }
}

/// The sectors to choose from, with their names.
pub(super) fn sector_options(sectors: &[Sector], lang: Lang) -> impl Iterator<Item = (String, String)> {
    sectors.iter().map(move |sector| (sector.code.clone(), lang.pick(&sector.name_nl, &sector.name_en).clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_survive_paging_and_junk_filters_nothing() {
        let sector = Sector { code: "huur".into(), name_nl: "Huur".into(), name_en: "Rent".into(), open: true };
        let query = "zoek=Sint+%26+co&sector=huur&provincie=fryslan&stand=prepared&na=abc~";
        let asked = Asked::read(Some(query), Viewer::Administrator, std::slice::from_ref(&sector));
        assert_eq!(asked.query.province, Some(Province::Fryslan));
        assert!(asked.filters() && asked.piece == Piece::First);
        let address = asked.address("/overeenkomsten", asked.query.state, keyset::START);
        assert_eq!(address, "/overeenkomsten?zoek=Sint+%26+co&sector=huur&provincie=fryslan&stand=prepared");

        let party = Asked::read(Some("provincie=fryslan&stand=x&sector=x&volgorde=x"), Viewer::Party, &[sector]);
        assert_eq!(party, Asked::default());
        let newest = Asked::read(Some("volgorde=gewijzigd"), Viewer::Party, &[]);
        assert!(newest.query.order == Order::Newest && !newest.filters(), "an order filters nothing");
        assert_eq!(newest.address("/x", None, keyset::START), "/x?volgorde=gewijzigd");
        assert_eq!(Asked::read(Some("volgorde=gewijzigd"), Viewer::Administrator, &[]), Asked::default());
    }
}
