//! Questions about municipalities: members, area, homes.

use super::{Ask, organisation::municipality_name};
use crate::{
    pages::register::{
        block::{Blocks, Reveal, Within},
        problems,
        texts::Texts,
    },
    parts::{Button, Checks, Choice, Icon},
};
use domain::{
    municipality::{Municipality, Province, by_name, fold},
    registration::{Complaint, Problem},
};

impl Ask<'_> {
    pub(super) fn members(&self) -> Blocks {
        Blocks::default().add(self.municipalities("members", self.t().members_legend, &self.answers.members))
    }

    pub(super) fn area(&self) -> Blocks {
        let (t, a) = (self.t(), self.answers);
        let ask = Choice::new("area", t.area_legend)
            .option_with_hint("country", t.area_country, t.area_country_hint)
            .option_with_hint("chosen", t.area_chosen, t.area_chosen_hint)
            .value(&a.area)
            .error(self.errors.get("area"));
        let list = self.municipalities("area_codes", t.area_codes, &a.area_codes);
        Blocks::default().add(Reveal::new("chosen", ask, Blocks::default().add(list)))
    }

    /// All municipalities of today by province, each province with a button for all of it.
    fn municipalities(&self, name: &str, legend: &str, chosen: &[String]) -> Checks {
        let t = self.t();
        let mut by_place: Vec<&Municipality> = self.choosable().collect();
        by_place.sort_by_cached_key(|one| fold(&one.name));
        let mut checks = Checks::new(self.lang, name, legend).columns().searchable().error(self.errors.get(name));
        for province in Province::ALL {
            let here: Vec<_> = by_place.iter().filter(|one| one.province == province).collect();
            let is_chosen = |one: &Municipality| chosen.iter().any(|code| code == one.code.as_str());
            let all = here.iter().all(|one| is_chosen(one));
            let label = if all { t.none_of(province.as_str()) } else { t.all_of(province.as_str()) };
            let button = Button::submit(label).named("actie", format!("provincie-{}", province.slug())).subtle();
            checks = checks.group(province.as_str()).group_button(button);
            for one in here {
                checks = checks.option(one.code.as_str(), &one.name, is_chosen(one));
            }
        }
        checks
    }

    /// One field for each municipality in which a private landlord lets homes.
    pub(super) fn homes(&self) -> Blocks {
        let (t, u) = (self.t(), Texts::of(self.lang));
        let codes = &self.answers.area_codes;
        let fields = (codes.len() + usize::from(self.one_more)).max(1);
        let unknown = Problem { field: "area_codes".to_owned(), complaint: Complaint::UnknownMunicipality };
        let unknown = problems::sentence(&unknown, self.lang);
        let general = self.errors.get("area_codes");
        let mut blocks = Blocks::default();
        for index in 0..fields {
            let typed = codes.get(index).map_or("", String::as_str);
            let name = municipality_name(typed);
            let is_known = by_name(&name).is_some_and(|found| found.is_valid_on(self.today));
            let error = match &general {
                Some(_) if !typed.is_empty() && !is_known => Some(unknown.clone()),
                Some(general) if index == 0 && *general != unknown => Some(general.clone()),
                _ => None,
            };
            let mut field = self
                .text("area_codes", &t.home_n(index + 1), &name)
                .suggestions(self.municipality_names())
                .error(error);
            if index == 0 {
                field = field.hint(t.homes_hint);
            } else {
                field = field.id(&format!("area_codes-{}", index + 1));
            }
            blocks = blocks.add(field);
            if !typed.is_empty() && fields > 1 {
                let button = Button::submit(u.remove)
                    .named("actie", format!("verwijderen-{index}"))
                    .subtle()
                    .icon(Icon::Trash)
                    .detail(name);
                blocks = blocks.add(Within { button });
            }
        }
        let add = Button::submit(u.add_home).named("actie", "toevoegen").secondary().icon(Icon::Plus);
        blocks.add(Within { button: add })
    }
}
