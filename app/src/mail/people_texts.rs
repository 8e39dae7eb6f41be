//! The wording of mails about people and their roles.

use super::{
    Language, Mail,
    texts::{pick, role_name},
};
use domain::party::Role;

/// A colleague proposed a signatory: somebody else has to look.
#[must_use]
pub fn second_look(l: Language, asker: &str, organisation: &str, names: &str, link: &str) -> Mail {
    Mail::new(
        "second_look",
        l,
        pick(l, "Kijkt u mee? Er is een tekenbevoegde voorgedragen", "A signatory was proposed: please have a look"),
    )
    .text(match l {
        Language::Dutch => format!("{asker} draagt voor {organisation} een tekenbevoegde voor: {names}."),
        Language::English => format!("{asker} proposes a signatory for {organisation}: {names}."),
    })
    .text(pick(
        l,
        "Iemand anders dan de aanvrager moet dit goedkeuren: u, als andere contactpersoon, of de beheerder. Tot die tijd verandert er niets.",
        "Somebody other than who asked has to agree: you, as another contact person, or the administrator. Nothing changes until then.",
    ))
    .link(pick(l, "Bekijk het voorstel", "See the proposal"), link)
    .text(pick(
        l,
        "Kent u deze persoon niet, of vertrouwt u het niet? Wijs het voorstel dan af en bel uw collega.",
        "Do you not know this person, or do you not trust it? Then turn the proposal down and call your colleague.",
    ))
}

/// A new signatory was agreed to: everybody who coordinates hears of it.
#[must_use]
pub fn signatory_agreed(l: Language, organisation: &str, names: &str, asker: &str, decider: &str, link: &str) -> Mail {
    Mail::new(
        "signatory_agreed",
        l,
        match l {
            Language::Dutch => format!("Nieuwe tekenbevoegde voor {organisation}"),
            Language::English => format!("New signatory for {organisation}"),
        },
    )
    .text(match l {
        Language::Dutch => {
            format!(
                "{names} mag vanaf nu tekenen voor {organisation}. {asker} droeg dit voor, {decider} keurde het goed."
            )
        }
        Language::English => {
            format!("{names} may sign for {organisation} from now on. {asker} proposed it, {decider} agreed.")
        }
    })
    .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
    .text(pick(
        l,
        "Klopt dit niet? Beëindig de rol dan meteen en laat het ons weten.",
        "Is this not right? Then end the role at once and let us know.",
    ))
}

/// A colleague turned a proposal down.
#[must_use]
pub fn turned_down(l: Language, organisation: &str, colleague: &str, reason: &str) -> Mail {
    Mail::new("turned_down", l, pick(l, "Uw voorstel is afgewezen", "Your proposal was turned down"))
        .text(match l {
            Language::Dutch => {
                format!("U droeg voor {organisation} een tekenbevoegde voor. {colleague} wees dat af. De reden:")
            }
            Language::English => {
                format!("You proposed a signatory for {organisation}. {colleague} turned that down. The reason:")
            }
        })
        .quote(reason)
        .text(pick(l, "Er is niets veranderd.", "Nothing has changed."))
}

/// A role has ended.
#[must_use]
pub fn role_ended(l: Language, name: &str, organisation: &str, role: Role) -> Mail {
    let role = role_name(l, role);
    Mail::new("role_ended", l, pick(l, "Uw rol is beëindigd", "Your role has ended"))
        .text(match l {
            Language::Dutch => {
                format!("{name}, u bent geen {role} meer van {organisation}. Wat u eerder deed, blijft bewaard.")
            }
            Language::English => {
                format!("{name}, you are {role} of {organisation} no longer. What you did before is kept.")
            }
        })
        .text(pick(
            l,
            "Is dit een vergissing? Neem dan contact op met een contactpersoon van de organisatie.",
            "Is this a mistake? Then contact a contact person of the organisation.",
        ))
}

/// Colleagues hear who came, and who went.
#[must_use]
pub fn colleague_changed(l: Language, organisation: &str, name: &str, role: Role, came: bool, link: &str) -> Mail {
    let role = role_name(l, role);
    let subject = match l {
        Language::Dutch => format!("De mensen van {organisation} zijn veranderd"),
        Language::English => format!("The people of {organisation} have changed"),
    };
    Mail::new("colleague_changed", l, subject)
        .text(match (l, came) {
            (Language::Dutch, true) => format!("{name} is nu {role} van {organisation}."),
            (Language::Dutch, false) => format!("{name} is geen {role} meer van {organisation}."),
            (Language::English, true) => format!("{name} is now {role} of {organisation}."),
            (Language::English, false) => format!("{name} is {role} of {organisation} no longer."),
        })
        .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
}

/// Administrators hear who came, and who went.
#[must_use]
pub fn administrators_changed(l: Language, name: &str, came: bool, link: &str) -> Mail {
    let subject =
        pick(l, "De beheerders van Vroegteken zijn veranderd", "The administrators of Vroegteken have changed");
    Mail::new("administrators_changed", l, subject)
        .text(match (l, came) {
            (Language::Dutch, true) => format!("{name} is nu beheerder."),
            (Language::Dutch, false) => format!("{name} is geen beheerder meer."),
            (Language::English, true) => format!("{name} is now an administrator."),
            (Language::English, false) => format!("{name} is an administrator no longer."),
        })
        .link(pick(l, "Bekijk de beheerders", "See the administrators"), link)
}

/// Somebody is administrator no longer.
#[must_use]
pub fn administrator_ended(l: Language, name: &str) -> Mail {
    Mail::new("administrator_ended", l, pick(l, "U bent geen beheerder meer", "You are no longer administrator")).text(
        match l {
            Language::Dutch => format!("{name}, u bent geen beheerder van Vroegteken meer. Is dit een vergissing? Neem dan contact op met een andere beheerder."),
            Language::English => format!("{name}, you are no longer administrator of Vroegteken. Is this a mistake? Then contact another administrator."),
        },
    )
}

/// Once in half a year: does it still hold?
#[must_use]
pub fn still_holds(l: Language, organisation: &str, link: &str) -> Mail {
    let subject = match l {
        Language::Dutch => format!("Kloppen de mensen van {organisation} nog?"),
        Language::English => format!("Are the people of {organisation} still right?"),
    };
    Mail::new("people_still_hold", l, subject)
        .text(match l {
            Language::Dutch => format!("Elk half jaar vragen wij of de contactpersonen en tekenbevoegden van {organisation} nog kloppen. Werkt er iemand niet meer? Beëindig dan de rol. Klopt alles? Dan is één klik genoeg."),
            Language::English => format!("Every half year we ask whether the contact persons and signatories of {organisation} are still right. Does somebody no longer work there? Then end the role. Is all of it right? Then one click is enough."),
        })
        .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
}
