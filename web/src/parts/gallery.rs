//! Every part with samples: the first place to look, and what tests render in both languages.

use askama::Template;

use super::{
    AgreementState, Button, Buttons, Checks, Choice, ContactCard, EmptyState, FormErrors, Icon, Notice, Pager, Select,
    StateTag, Steps, SummaryList, TextArea, TextField, Tile, Timeline, TimelineEvent, Tone, Width,
};
use crate::{lang::Lang, layout::Page};

/// The page of all parts. Served in demo mode only.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/gallery.html")]
pub struct Gallery {
    /// The frame.
    pub page: Page,
}

impl Gallery {
    /// The gallery in this frame.
    #[must_use]
    pub fn new(page: Page) -> Self {
        Self { page }
    }

    fn lang(&self) -> Lang {
        self.page.lang
    }

    fn say(&self, nl: &'static str, en: &'static str) -> &'static str {
        self.lang().pick(nl, en)
    }

    fn errors(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        errors.add("kvk", self.say("Vul 8 cijfers in, bijvoorbeeld 12345678.", "Enter 8 digits, such as 12345678."));
        errors.add("soort", self.say("Kies wat u aanmeldt.", "Choose what you register."));
        errors
    }

    fn fields(&self) -> Vec<TextField> {
        let lang = self.lang();
        vec![
            TextField::new("kvk", self.say("KvK-nummer", "Chamber of Commerce number"))
                .hint(self.say("8 cijfers. U vindt het op kvk.nl.", "8 digits. You find it on kvk.nl."))
                .value("1234")
                .error(self.errors().get("kvk"))
                .numeric()
                .width(Width::Short),
            TextField::new("gemeente", self.say("Gemeente", "Municipality"))
                .hint(
                    self.say(
                        "Typ een paar letters en kies uit de lijst.",
                        "Type some letters and choose from the list.",
                    ),
                )
                .suggestions(["Utrecht", "Utrechtse Heuvelrug", "Súdwest-Fryslân", "'s-Hertogenbosch", "Den Haag"]),
            TextField::new("mail", self.say("E-mailadres", "E-mail address")).email(),
            TextField::new("telefoon", self.say("Telefoonnummer", "Telephone number")).phone().optional(lang),
            TextField::new("code", self.say("Code uit de mail", "Code from the mail"))
                .one_time_code()
                .value("48201937"),
            TextField::new("datum", self.say("Datum van het mandaat", "Date of the mandate")).date(),
        ]
    }

    fn select(&self) -> Select {
        Select::new("sector", "Sector")
            .option("", self.say("Alle sectoren", "All sectors"))
            .options([("huur", self.say("Huur", "Rent")), ("energie", self.say("Energie", "Energy"))])
            .value("huur")
    }

    fn text_area(&self) -> TextArea {
        TextArea::new("reden", self.say("Reden", "Reason"))
            .hint(self.say("De aanvrager leest dit in de mail.", "The registrant reads this in the mail."))
            .optional(self.lang())
    }

    fn choice(&self) -> Choice {
        Choice::new("soort", self.say("Wat meldt u aan?", "What do you register?"))
            .option_with_hint(
                "gemeente",
                self.say("Een gemeente", "A municipality"),
                self.say("Of een gemeenschappelijke regeling.", "Or a joint body of municipalities."),
            )
            .option_with_hint(
                "signaalpartner",
                self.say("Een signaalpartner", "A signal partner"),
                self.say("Verhuurder, energie, water of zorg.", "Landlord, energy, water or health insurer."),
            )
            .error(self.errors().get("soort"))
    }

    fn yes_no(&self) -> Choice {
        Choice::new("partij", self.say("Tekent de uitvoerder mee?", "Does the executor sign too?"))
            .option("ja", self.say("Ja", "Yes"))
            .option("nee", self.say("Nee", "No"))
            .value("nee")
    }

    fn checks(&self) -> Checks {
        Checks::new(self.lang(), "gebied", self.say("In welke gemeenten bent u actief?", "Where are you active?"))
            .columns()
            .searchable()
            .group("Fryslân")
            .option("GM0080", "Leeuwarden", true)
            .option("GM1900", "Súdwest-Fryslân", true)
            .option("GM0059", "Achtkarspelen", false)
            .group("Utrecht")
            .option("GM0344", "Utrecht", false)
            .option("GM0307", "Amersfoort", false)
            .option("GM0356", "Nieuwegein", false)
    }

    fn buttons(&self) -> Buttons {
        Buttons::new([
            Button::submit(self.say("Verder", "Continue")),
            Button::submit(self.say("Bewaar en ga later verder", "Save and continue later"))
                .named("actie", "bewaar")
                .secondary(),
            Button::link(self.say("Download als CSV", "Download as CSV"), "#").icon(Icon::Download),
            Button::submit(self.say("Weiger aanmelding", "Refuse registration")).named("actie", "weiger").danger(),
            Button::link(self.say("Annuleer", "Cancel"), "#").subtle(),
        ])
    }

    fn notices(&self) -> Vec<Notice> {
        vec![
            Notice::info(
                self.say(
                    "U kunt later verder met de link in de mail.",
                    "You can go on later with the link in the mail.",
                ),
            ),
            Notice::ok(self.say("De aanmelding is verstuurd.", "The registration has been sent."))
                .heading(self.say("Gelukt", "Done")),
            Notice::warning(self.say("Dit lijkt een gedeelde mailbox.", "This looks like a shared mailbox."))
                .item(self.say("Een tekenbevoegde heeft een eigen adres nodig.", "A signatory needs an own address."))
                .link(self.say("Lees waarom", "Read why"), "/hulp"),
            Notice::failed(
                self.say("De code is verlopen. Vraag een nieuwe aan.", "The code has expired. Ask for a new one."),
            ),
        ]
    }

    fn states(&self) -> Vec<StateTag> {
        let by = self.say("Gemeente Voorbeeld", "Municipality of Voorbeeld").to_owned();
        [
            AgreementState::Prepared,
            AgreementState::OnHold { until: Some("1 maart 2027".to_owned()) },
            AgreementState::Released,
            AgreementState::PartlySigned { by },
            AgreementState::Declined,
            AgreementState::Signed,
            AgreementState::Active,
            AgreementState::Withdrawn,
            AgreementState::Terminated,
            AgreementState::Superseded,
        ]
        .iter()
        .map(|state| StateTag::agreement(self.lang(), state))
        .chain([
            StateTag::new(Tone::Neutral, Icon::Pencil, self.say("Concept", "Draft")),
            StateTag::new(Tone::Waiting, Icon::Clock, self.say("Te beoordelen", "To decide")),
            StateTag::new(Tone::Good, Icon::Check, self.say("Geaccepteerd", "Accepted")),
            StateTag::new(Tone::Bad, Icon::CircleX, self.say("Geweigerd", "Refused")),
        ])
        .collect()
    }

    fn summary_list(&self) -> SummaryList {
        SummaryList::new(self.lang())
            .row_change(self.say("Naam", "Name"), "Stichting Woonvoorbeeld", "#")
            .row_change(self.say("Adres", "Address"), "Voorbeeldstraat 1\n1234 AB Voorbeeld", "#")
            .row_change("Website", "", "#")
            .row_part(self.say("Stand", "State"), &StateTag::agreement(self.lang(), &AgreementState::Released))
    }

    fn steps(&self) -> Steps {
        Steps::new(self.lang(), 2, 5).of(self.say("Gemeente aanmelden", "Register a municipality"))
    }

    fn pager(&self) -> Pager {
        Pager::new(self.lang())
            .previous(Some("#".to_owned()))
            .next(Some("#".to_owned()))
            .range(self.say("51 tot en met 100 van 342", "51 to 100 of 342"))
    }

    fn timeline(&self) -> Timeline {
        Timeline::new([
            TimelineEvent::new(
                "24 november 2026, 10.30 uur",
                "2026-11-24T09:30:00Z",
                self.say("Doorgezet om te tekenen", "Released for signing"),
            )
            .by("Noor de Wit, Gemeente Voorbeeld"),
            TimelineEvent::new(
                "20 november 2026, 16.05 uur",
                "2026-11-20T15:05:00Z",
                self.say("Aangehouden", "Put on hold"),
            )
            .by("Noor de Wit, Gemeente Voorbeeld")
            .detail(self.say("Eerst de energiepartners.", "Energy partners first.")),
            TimelineEvent::new(
                "18 november 2026, 9.00 uur",
                "2026-11-18T08:00:00Z",
                self.say("Klaargezet door het portaal", "Prepared by the portal"),
            ),
        ])
    }

    fn contacts(&self) -> Vec<ContactCard> {
        vec![
            ContactCard::new(self.lang(), "Noor de Wit")
                .function(self.say("Coördinator vroegsignalering", "Early detection coordinator"))
                .organisation("Gemeente Voorbeeld")
                .email("n.dewit@voorbeeld.example")
                .phone("030 123 45 67"),
            ContactCard::new(self.lang(), "Sem Bakker").function("Accountmanager").email("s.bakker@energie.example"),
        ]
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(
            Icon::Inbox,
            self.say("Nog geen overeenkomsten", "No agreements yet"),
            self.say(
                "Zodra een signaalpartner is geaccepteerd, staan ze hier.",
                "They appear once a partner is accepted.",
            ),
        )
        .action(Button::link(self.say("Bekijk wie er meedoen", "See who takes part"), "/samenwerkingspartners"))
    }

    fn tiles(&self) -> Vec<Tile> {
        vec![
            Tile::new(12, self.say("Klaargezet", "Prepared"))
                .link("#")
                .hint(self.say("u kunt ze doorzetten", "ready to release")),
            Tile::new(5, self.say("Wachten op tekenen", "Waiting to be signed")).link("#").tone(Tone::Waiting),
            Tile::new(1_318, self.say("Getekend", "Signed")).link("#").tone(Tone::Good),
            Tile::new(2, self.say("Afgewezen", "Declined")).link("#").tone(Tone::Bad),
        ]
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::Gallery;
    use crate::{lang::Lang, layout::Page};

    #[test]
    fn every_part_renders_in_both_languages() {
        for lang in Lang::ALL {
            let page = Page::new(lang, "Onderdelen", "token", "/onderdelen");
            let html = Gallery::new(page).render().expect("the gallery renders");
            assert!(html.contains(&format!("<html lang=\"{lang}\"")));
            assert!(!html.contains("style="), "the content security policy allows no style attribute");
        }
    }
}
