//! The wording of every mail, in both languages side by side.

use super::{Language, Mail, date_in_words};
use domain::{change::Kind, party::Role};
use jiff::civil::Date;

/// Chooses between the two languages.
pub(super) fn pick(language: Language, dutch: &str, english: &str) -> String {
    match language {
        Language::Dutch => dutch.to_owned(),
        Language::English => english.to_owned(),
    }
}

/// A role inside a sentence.
pub(super) const fn role_name(language: Language, role: Role) -> &'static str {
    match (language, role) {
        (Language::Dutch, Role::Contact) => "contactpersoon",
        (Language::Dutch, Role::Signatory) => "tekenbevoegde",
        (Language::Dutch, Role::Administrator) => "beheerder",
        (Language::English, Role::Contact) => "contact person",
        (Language::English, Role::Signatory) => "signatory",
        (Language::English, Role::Administrator) => "administrator",
    }
}

/// The code to sign in with, and a link that fills it in, in the browser that asked.
#[must_use]
pub fn sign_in_code(l: Language, code: &str, link: &str) -> Mail {
    Mail::new("sign_in_code", l, pick(l, "Uw code om in te loggen", "Your code to sign in"))
        .text(pick(
            l,
            "U wilt inloggen bij Vroegteken. Typ deze code in het venster waarin u daarom vroeg:",
            "You want to sign in to Vroegteken. Type this code in the window in which you asked for it:",
        ))
        .code(code)
        .text(pick(
            l,
            "De code werkt 15 minuten en één keer. Leest u deze mail in dezelfde browser? Dan kunt u ook op de knop klikken: de code wordt dan voor u ingevuld.",
            "The code works for 15 minutes and once. Are you reading this mail in the same browser? Then you can also use the button: it fills in the code for you.",
        ))
        .secret_link(pick(l, "Code invullen", "Fill in the code"), link)
        .text(pick(
            l,
            "Hebt u niet om een code gevraagd? Dan hoeft u niets te doen. Geef de code nooit aan iemand anders.",
            "Did you not ask for a code? Then you need not do anything. Never give the code to anybody else.",
        ))
}

/// The code that confirms a signing round. Often a secretary reads the mailbox: it says who alone may use it.
#[must_use]
pub fn signing_code(l: Language, name: &str, documents: usize, (code, fingerprint): (&str, &str), link: &str) -> Mail {
    let what = match (l, documents) {
        (Language::Dutch, 1) => "1 overeenkomst".to_owned(),
        (Language::Dutch, n) => format!("{n} overeenkomsten"),
        (Language::English, 1) => "1 agreement".to_owned(),
        (Language::English, n) => format!("{n} agreements"),
    };
    Mail::new("signing_code", l, pick(l, "Uw code om te tekenen", "Your code to sign"))
        .text(match l {
            Language::Dutch => format!(
                "Met deze code tekent {name} {what}. Alleen door {name} zelf te gebruiken: wie de code typt, tekent."
            ),
            Language::English => {
                format!("With this code {name} signs {what}. For {name} personally: whoever types the code, signs.")
            }
        })
        .code(code)
        .text(pick(
            l,
            "Typ de code in het venster waarin u op ‘Tekenen’ klikte. De code werkt 5 minuten en één keer.",
            "Type the code in the window in which you chose ‘Sign’. The code works for 5 minutes and once.",
        ))
        .text(match l {
            Language::Dutch => {
                format!("Kenmerk van wat u tekent: {fingerprint}. Hetzelfde kenmerk staat in dat venster.")
            }
            Language::English => {
                format!("Fingerprint of what you sign: {fingerprint}. The same fingerprint stands in that window.")
            }
        })
        .secret_link(pick(l, "Code invullen", "Fill in the code"), link)
        .text(pick(
            l,
            "Hebt u niet gevraagd om te tekenen? Gebruik de code dan niet en laat het ons weten.",
            "Did you not ask to sign? Then do not use the code, and let us know.",
        ))
}

/// The link with which a draft can be finished later.
#[must_use]
pub fn draft_begun(l: Language, name: &str, link: &str) -> Mail {
    Mail::new("draft_begun", l, pick(l, "Uw aanmelding is bewaard", "Your registration has been saved"))
        .text(match l {
            Language::Dutch => format!("{name}, u bent begonnen met een aanmelding bij Vroegteken. Met deze knop gaat u later verder waar u gebleven was."),
            Language::English => format!("{name}, you have begun a registration with Vroegteken. With this button you can go on later where you left off."),
        })
        .secret_link(pick(l, "Verder met de aanmelding", "Go on with the registration"), link)
        .text(pick(
            l,
            "Een aanmelding die niet wordt verstuurd, wissen wij na 30 dagen.",
            "We erase a registration that is not sent in after 30 days.",
        ))
}

/// The link that confirms the address.
#[must_use]
pub fn confirm_registration(l: Language, organisation: &str, link: &str) -> Mail {
    Mail::new("confirm_registration", l, pick(l, "Bevestig uw aanmelding", "Confirm your registration"))
        .text(match l {
            Language::Dutch => format!("Wij hebben de aanmelding van {organisation} ontvangen. Nog één stap: bevestig dat dit uw e-mailadres is. Pas daarna telt de aanmelding."),
            Language::English => format!("We have received the registration of {organisation}. One more step: confirm that this is your mail address. The registration counts only after that."),
        })
        .secret_link(pick(l, "E-mailadres bevestigen", "Confirm the mail address"), link)
        .text(pick(
            l,
            "Hebt u dit niet aangevraagd? Dan hoeft u niets te doen.",
            "Did you not ask for this? Then you need not do anything.",
        ))
}

/// The registration counts; when to expect a decision.
#[must_use]
pub fn registration_confirmed(l: Language, organisation: &str, by: &str) -> Mail {
    Mail::new("registration_confirmed", l, pick(l, "Uw aanmelding is ontvangen", "Your registration has been received"))
        .text(match l {
            Language::Dutch => format!("Bedankt. De aanmelding van {organisation} is bevestigd en wordt nu bekeken. U hoort uiterlijk {by} van ons."),
            Language::English => format!("Thank you. The registration of {organisation} has been confirmed and is being looked at. You will hear from us by {by}."),
        })
        .text(pick(
            l,
            "Is de aanmelding goedgekeurd? Dan krijgt iedereen die u noemde een uitnodiging, en staan de overeenkomsten meteen klaar.",
            "Once the registration is accepted, everybody you named gets an invitation, and the agreements stand ready at once.",
        ))
}

/// The administrator corrected something: what it was and is.
#[must_use]
pub fn registration_corrected(l: Language, organisation: &str, changes: Vec<(String, String)>) -> Mail {
    Mail::new(
        "registration_corrected",
        l,
        pick(l, "Wij verbeterden iets in uw aanmelding", "We corrected something in your registration"),
    )
    .text(match l {
        Language::Dutch => format!("In de aanmelding van {organisation} hebben wij dit verbeterd:"),
        Language::English => format!("In the registration of {organisation} we have corrected this:"),
    })
    .facts(changes)
    .text(pick(
        l,
        "Klopt dit niet? Antwoord dan op deze mail.",
        "Is this not right? Then please reply to this mail.",
    ))
}

/// The administrator needs more.
#[must_use]
pub fn registration_questioned(l: Language, organisation: &str, question: &str, link: &str) -> Mail {
    Mail::new(
        "registration_questioned",
        l,
        pick(l, "Een vraag over uw aanmelding", "A question about your registration"),
    )
    .text(match l {
        Language::Dutch => format!("Wij bekeken de aanmelding van {organisation} en hebben nog een vraag:"),
        Language::English => format!("We looked at the registration of {organisation} and have a question:"),
    })
    .quote(question)
    .text(pick(
        l,
        "Vul de aanmelding aan en verstuur die opnieuw.",
        "Please complete the registration and send it in again.",
    ))
    .secret_link(pick(l, "Aanmelding aanvullen", "Complete the registration"), link)
}

/// Accepted.
#[must_use]
pub fn registration_accepted(l: Language, organisation: &str, link: &str) -> Mail {
    Mail::new("registration_accepted", l, pick(l, "Uw aanmelding is goedgekeurd", "Your registration has been accepted"))
        .text(match l {
            Language::Dutch => format!("{organisation} doet mee. De overeenkomsten worden nu klaargezet en staan binnen enkele ogenblikken in het portaal. De mensen die u noemde, krijgen een uitnodiging."),
            Language::English => format!("{organisation} has joined. The agreements are being prepared and will stand in the portal within moments. The people you named get an invitation."),
        })
        .link(pick(l, "Naar het portaal", "To the portal"), link)
}

/// Refused, and why.
#[must_use]
pub fn registration_refused(l: Language, organisation: &str, reason: &str) -> Mail {
    Mail::new(
        "registration_refused",
        l,
        pick(l, "Uw aanmelding is niet goedgekeurd", "Your registration has not been accepted"),
    )
    .text(match l {
        Language::Dutch => format!("Wij kunnen de aanmelding van {organisation} niet goedkeuren. De reden:"),
        Language::English => format!("We cannot accept the registration of {organisation}. The reason:"),
    })
    .quote(reason)
    .text(pick(
        l,
        "Denkt u dat dit een vergissing is? Antwoord dan op deze mail.",
        "Do you think this is a mistake? Then please reply to this mail.",
    ))
}

/// Somebody got a role.
#[must_use]
pub fn invitation(l: Language, name: &str, organisation: &str, roles: &[Role], link: &str) -> Mail {
    let signatory = roles.contains(&Role::Signatory);
    let contact = roles.contains(&Role::Contact);
    let subject = match l {
        Language::Dutch => format!("Uitnodiging: overeenkomsten van {organisation}"),
        Language::English => format!("Invitation: agreements of {organisation}"),
    };
    let mut mail = Mail::new("invitation", l, subject).text(match l {
        Language::Dutch => format!("{name}, u bent opgegeven voor {organisation} in Vroegteken, het portaal waarin gemeenten en signaalpartners afspraken over vroegsignalering sluiten."),
        Language::English => format!("{name}, you have been named for {organisation} in Vroegteken, the portal in which municipalities and signal partners make agreements on early detection of debt."),
    });
    if contact {
        mail = mail.text(pick(
            l,
            "Als contactpersoon ziet u alle overeenkomsten en bepaalt u mee wanneer ze getekend worden.",
            "As contact person you see all agreements and help to decide when they are signed.",
        ));
    }
    if signatory {
        mail = mail.text(match l {
            Language::Dutch => format!("Als tekenbevoegde ondertekent u de overeenkomsten. U krijgt hooguit één mail per week, op maandag. Alleen door {name} zelf te tekenen."),
            Language::English => format!("As signatory you sign the agreements. You get at most one mail a week, on Monday. To be signed by {name} in person only."),
        });
    }
    mail.text(pick(
        l,
        "U logt in met dit e-mailadres. Een wachtwoord is niet nodig: u krijgt steeds een code per mail.",
        "You sign in with this mail address. No password is needed: you get a code by mail each time.",
    ))
    .link(pick(l, "Inloggen", "Sign in"), link)
}

/// Somebody became administrator.
#[must_use]
pub fn administrator_invited(l: Language, link: &str) -> Mail {
    Mail::new("administrator_invited", l, pick(l, "U bent beheerder van Vroegteken", "You are administrator of Vroegteken"))
        .text(pick(
            l,
            "Met dit e-mailadres kunt u inloggen als beheerder: u behandelt aanmeldingen en ziet of mails en taken lopen.",
            "With this mail address you can sign in as administrator: you handle registrations and see whether mails and jobs run.",
        ))
        .link(pick(l, "Inloggen", "Sign in"), link)
}

/// What a change is called inside a sentence: *het werkgebied*.
#[must_use]
pub fn change_name(l: Language, kind: Kind) -> String {
    match kind {
        Kind::Facts => pick(l, "de gegevens", "the facts"),
        Kind::System => pick(l, "het vroegsignaleringssysteem", "the early-warning system"),
        Kind::Area => pick(l, "het werkgebied", "the area of activity"),
        Kind::Signatories => pick(l, "de tekenbevoegden", "the signatories"),
        Kind::Execution => pick(l, "de uitvoerende organisatie", "the executor"),
        Kind::Clients => pick(l, "de opdrachtgevers", "the clients"),
        Kind::End => pick(l, "het einde van de deelname", "the end of taking part"),
        Kind::TakeOver => pick(l, "de overname van een gemeente", "the take-over of a municipality"),
        Kind::Merger => pick(l, "de herindeling", "the merger of municipalities"),
    }
}

/// A change was accepted.
#[must_use]
pub fn change_accepted(l: Language, kind: Kind, organisation: &str, on: Option<Date>, link: &str) -> Mail {
    let what = change_name(l, kind);
    let when = match on {
        Some(day) => match l {
            Language::Dutch => format!("Dit gaat in op {}.", date_in_words(day, l)),
            Language::English => format!("It takes effect on {}.", date_in_words(day, l)),
        },
        None => pick(
            l,
            "De overeenkomsten die dit raakt, worden nu bijgewerkt of gemarkeerd.",
            "The agreements that it touches are being updated or flagged now.",
        ),
    };
    Mail::new("change_accepted", l, pick(l, "Uw wijziging is goedgekeurd", "Your change has been accepted"))
        .text(match l {
            Language::Dutch => format!("U vroeg voor {organisation} een wijziging aan van {what}. Die is goedgekeurd."),
            Language::English => format!("You asked for a change of {what} for {organisation}. It has been accepted."),
        })
        .text(when)
        .link(pick(l, "Bekijk uw wijzigingen", "See your changes"), link)
}

/// A change was refused, and why.
#[must_use]
pub fn change_refused(l: Language, kind: Kind, organisation: &str, reason: &str) -> Mail {
    let what = change_name(l, kind);
    Mail::new("change_refused", l, pick(l, "Uw wijziging is niet goedgekeurd", "Your change has not been accepted"))
        .text(match l {
            Language::Dutch => format!(
                "U vroeg voor {organisation} een wijziging aan van {what}. Die kunnen wij niet goedkeuren. De reden:"
            ),
            Language::English => {
                format!("You asked for a change of {what} for {organisation}. We cannot accept it. The reason:")
            }
        })
        .quote(reason)
        .text(pick(
            l,
            "Er is niets veranderd. Denkt u dat dit een vergissing is? Antwoord dan op deze mail.",
            "Nothing has changed. Do you think this is a mistake? Then please reply to this mail.",
        ))
}

/// The administrator corrected something in a change: what it was and is.
#[must_use]
pub fn change_corrected(l: Language, kind: Kind, organisation: &str, changes: Vec<(String, String)>) -> Mail {
    let what = change_name(l, kind);
    Mail::new(
        "change_corrected",
        l,
        pick(l, "Wij verbeterden iets in uw wijziging", "We corrected something in your change"),
    )
    .text(match l {
        Language::Dutch => format!("In uw wijziging van {what} voor {organisation} hebben wij dit verbeterd:"),
        Language::English => format!("In your change of {what} for {organisation} we have corrected this:"),
    })
    .facts(changes)
    .text(pick(
        l,
        "Klopt dit niet? Antwoord dan op deze mail.",
        "Is this not right? Then please reply to this mail.",
    ))
}
