//! The wording of mails about a new mail address for somebody who lost every way in.

use super::{Language, Mail, long_date, texts::pick};
use jiff::civil::Date;

/// To the old address: a new one was asked for; whoever reads this can stop it.
#[must_use]
pub fn asked_old(l: Language, name: &str, link: &str) -> Mail {
    Mail::new("address_asked_old", l, pick(l, "Is dit adres niet meer van u?", "Is this address no longer yours?"))
        .text(match l {
            Language::Dutch => format!("{name}, een collega vraagt voor u een nieuw e-mailadres in Vroegteken, omdat u niet meer bij deze mailbox zou kunnen. De beheerder beslist daarover."),
            Language::English => format!("{name}, a colleague asks for a new mail address for you in Vroegteken, because you are said to have lost this mailbox. The administrator decides."),
        })
        .text(pick(
            l,
            "Leest u dit, en klopt het niet? Houd het dan tegen. Klopt het wel, dan hoeft u niets te doen.",
            "Do you read this, and is it not right? Then stop it. If it is right, you need not do anything.",
        ))
        .secret_link(pick(l, "Tegenhouden", "Stop it"), link)
}

/// To whoever coordinates where the person works.
#[must_use]
pub fn asked(l: Language, name: &str, asker: &str, link: &str) -> Mail {
    Mail::new("address_asked", l, subject(l, name))
        .text(match l {
            Language::Dutch => {
                format!("{asker} vraagt voor {name} een nieuw e-mailadres, omdat {name} niet meer kan inloggen.")
            }
            Language::English => {
                format!("{asker} asks for a new mail address for {name}, because {name} can no longer sign in.")
            }
        })
        .text(pick(
            l,
            "De beheerder beslist. Klopt het niet? Dan kunt u het tegenhouden.",
            "The administrator decides. Is it not right? Then you can stop it.",
        ))
        .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
}

/// To the administrators, who decide.
#[must_use]
pub fn to_decide(l: Language, name: &str, organisation: Option<&str>, link: &str) -> Mail {
    let whom = match (organisation, l) {
        (Some(organisation), Language::Dutch) => format!("{name} van {organisation}"),
        (Some(organisation), Language::English) => format!("{name} of {organisation}"),
        (None, _) => name.to_owned(),
    };
    Mail::new("address_to_decide", l, subject(l, name))
        .text(match l {
            Language::Dutch => format!("Voor {whom} is een nieuw e-mailadres gevraagd. Beslist u daarover?"),
            Language::English => format!("A new mail address was asked for {whom}. Do you decide?"),
        })
        .link(pick(l, "Bekijk het verzoek", "See the request"), link)
}

fn subject(l: Language, name: &str) -> String {
    match l {
        Language::Dutch => format!("Nieuw e-mailadres gevraagd voor {name}"),
        Language::English => format!("New mail address asked for {name}"),
    }
}

fn agreed(l: Language, kind: &'static str, name: &str, last: Date) -> Mail {
    let day = long_date(last, l);
    Mail::new(kind, l, pick(l, "Nieuw e-mailadres goedgekeurd", "New mail address agreed to")).text(match l {
        Language::Dutch => format!("De beheerder keurde een nieuw e-mailadres voor {name} goed. Het geldt na {day}. Tot en met die dag kan het worden tegengehouden."),
        Language::English => format!("The administrator agreed to a new mail address for {name}. It counts after {day}. Up to and including that day it can be stopped."),
    })
}

/// To the old address: it happens after a day, unless stopped.
#[must_use]
pub fn agreed_old(l: Language, name: &str, last: Date, link: &str) -> Mail {
    agreed(l, "address_agreed_old", name, last)
        .text(pick(
            l,
            "Bent u dit, en kunt u nog bij deze mailbox? Houd het dan tegen.",
            "Is this you, and can you still read this mailbox? Then stop it.",
        ))
        .secret_link(pick(l, "Tegenhouden", "Stop it"), link)
}

/// To the new address: when it counts.
#[must_use]
pub fn agreed_new(l: Language, name: &str, last: Date) -> Mail {
    agreed(l, "address_agreed_new", name, last).text(pick(
        l,
        "Daarna logt u met dit adres in. U krijgt dan nog een mail.",
        "After that you sign in with this address. You will get one more mail then.",
    ))
}

/// To whoever coordinates where the person works.
#[must_use]
pub fn agreed_others(l: Language, name: &str, last: Date, link: &str) -> Mail {
    agreed(l, "address_agreed", name, last)
        .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
}

/// To the new address: it counts from now on.
#[must_use]
pub fn given(l: Language, name: &str, link: &str) -> Mail {
    Mail::new("address_given", l, pick(l, "U kunt weer inloggen", "You can sign in again"))
        .text(match l {
            Language::Dutch => format!("{name}, dit is nu uw e-mailadres in Vroegteken. Uw oude sessies en passkeys gelden niet meer; maak na het inloggen een nieuwe passkey."),
            Language::English => format!("{name}, this is your mail address in Vroegteken now. Your old sessions and passkeys no longer count; make a new passkey after signing in."),
        })
        .link(pick(l, "Inloggen", "Sign in"), link)
}

/// To the old address: it does not count any more.
#[must_use]
pub fn given_old(l: Language, name: &str) -> Mail {
    Mail::new("address_given_old", l, pick(l, "Uw e-mailadres is vervangen", "Your mail address was replaced")).text(
        match l {
            Language::Dutch => format!("{name} heeft in Vroegteken een nieuw e-mailadres. Met dit adres kan niemand meer inloggen. Klopt dit niet? Bel dan meteen een contactpersoon van uw organisatie."),
            Language::English => format!("{name} has a new mail address in Vroegteken. Nobody can sign in with this one any more. Is this not right? Then call a contact person of your organisation at once."),
        },
    )
}

/// To whoever coordinates where the person works.
#[must_use]
pub fn given_others(l: Language, name: &str, link: &str) -> Mail {
    Mail::new("address_given_others", l, pick(l, "Een e-mailadres is vervangen", "A mail address was replaced"))
        .text(match l {
            Language::Dutch => {
                format!("{name} heeft een nieuw e-mailadres. Oude sessies en passkeys gelden niet meer.")
            }
            Language::English => format!("{name} has a new mail address. Old sessions and passkeys no longer count."),
        })
        .link(pick(l, "Bekijk de mensen van uw organisatie", "See the people of your organisation"), link)
}

/// To everybody concerned: nothing changes.
#[must_use]
pub fn over(l: Language, name: &str, refused: bool) -> Mail {
    let subject = pick(l, "Het e-mailadres blijft zoals het was", "The mail address stays as it was");
    Mail::new("address_over", l, subject).text(match (l, refused) {
        (Language::Dutch, true) => format!("De beheerder keurde het nieuwe e-mailadres voor {name} niet goed. Er is niets veranderd."),
        (Language::Dutch, false) => format!("Het nieuwe e-mailadres voor {name} is tegengehouden. Er is niets veranderd. Weet u niet waarom? Bel dan uw collega’s of de beheerder."),
        (Language::English, true) => format!("The administrator did not agree to the new mail address for {name}. Nothing has changed."),
        (Language::English, false) => format!("The new mail address for {name} was stopped. Nothing has changed. Do you not know why? Then call your colleagues or the administrator."),
    })
}
