//! Texts of registering: the pages themselves. The labels of the fields are in `fields/texts`.

crate::texts! {
    /// Texts of registering.
    pub struct Texts {
        choose_title: "Wat meldt u aan?" | "What do you register?",
        choose_lead: "Kies wie u bent. U krijgt alleen vragen die daarbij horen, één onderwerp per scherm." | "Choose who you are. You only get questions that belong to it, one subject a screen.",
        for_whom: ["Gemeenten die zelf overeenkomsten sluiten met signaalpartners.", "Een organisatie die overeenkomsten sluit voor meer gemeenten samen.", "Schuldeisers die achterstanden doorgeven: woningcorporaties en andere verhuurders, energieleveranciers, drinkwaterbedrijven en zorgverzekeraars.", "Schuldhulporganisaties, incassobureaus en anderen die het werk doen voor gemeenten of signaalpartners.", "U verhuurt als persoon een of een paar woningen. Drie schermen, ook op uw telefoon. Een KvK-nummer hoeft niet."]
            | ["Municipalities that make agreements with signal partners themselves.", "A body that makes agreements for several municipalities together.", "Creditors that report arrears: housing associations and other landlords, energy suppliers, drinking water companies and health insurers.", "Debt help organisations, collection agencies and others that do the work for municipalities or signal partners.", "You let one or a few homes as a person. Three screens, on your phone too. No Chamber of Commerce number is needed."],
        choose: ["Meld een gemeente aan", "Meld een regeling aan", "Meld een signaalpartner aan", "Meld een uitvoerende organisatie aan", "Meld u aan als verhuurder"]
            | ["Register a municipality", "Register a joint body", "Register a signal partner", "Register an executor", "Register as a landlord"],
        form_names: ["Gemeente aanmelden", "Gemeenschappelijke regeling aanmelden", "Signaalpartner aanmelden", "Uitvoerende organisatie aanmelden", "Aanmelden als verhuurder"]
            | ["Register a municipality", "Register a joint body", "Register a signal partner", "Register an executor", "Register as a landlord"],
        need: "Dit hebt u nodig" | "What you need",
        need_items: ["Het KvK-nummer van uw organisatie.", "Naam, e-mailadres en telefoonnummer van de contactpersoon.", "Naam en eigen e-mailadres van wie mag tekenen, en de datum van het mandaat als daarmee wordt getekend."]
            | ["The Chamber of Commerce (KvK) number of your organisation.", "Name, mail address and telephone number of the contact person.", "Name and own mail address of whoever may sign, and the date of the mandate if that is the ground."],
        need_later: "Weet u nog niet alles? Begin gerust. U krijgt een link per mail waarmee u later verdergaat." | "Do you not know everything yet? Just begin. You get a link by mail with which you can go on later.",
        who: "Wie doet wat?" | "Who does what?",
        contact: "Contactpersoon" | "Contact person",
        contact_text: "Regelt het werk: ziet alle overeenkomsten en houdt contact met de andere partij. Bij een gemeente is dit vaak de coördinator vroegsignalering. Een contactpersoon mag bij een uitvoerende organisatie werken."
            | "Organises the work: sees all agreements and keeps contact with the other party. At a municipality this is often the coordinator for early detection. A contact person may work at an executor.",
        signatory: "Tekenbevoegde" | "Signatory",
        signatory_text: "Mag namens de organisatie tekenen: de burgemeester, een wethouder of manager met een mandaat, of een bestuurder die in het handelsregister staat. Heeft een eigen mailadres nodig."
            | "May sign for the organisation: the mayor, an alderman or manager with a mandate, or a director who stands in the trade register. Needs an own mail address.",
        executor: "Uitvoerende organisatie" | "Executor",
        executor_text: "Doet het werk voor een gemeente of signaalpartner. Tekent alleen mee als de wet dat nodig maakt." | "Does the work for a municipality or signal partner. Signs only where the law requires it.",

        busy: "U bent al met een aanmelding bezig" | "You have begun a registration already",
        busy_text: fn(name: &str, kind: &str) -> String { format!("In deze browser staat een aanmelding klaar van {name} ({kind}). Wat u invulde, is bewaard.") }
            | { format!("A registration of {name} ({kind}) waits in this browser. What you filled in is saved.") },
        busy_on: "Ga verder met die aanmelding" | "Go on with that registration",
        anew: fn(form: &str) -> String { format!("Begin een nieuwe: {}", form.to_lowercase()) } | { format!("Begin a new one: {}", form.to_lowercase()) },
        anew_here: "Wilt u nog een andere organisatie aanmelden?" | "Do you want to register another organisation as well?",
        anew_here_link: "Begin een nieuwe aanmelding" | "Begin a new registration",
        lost: "Begin hier" | "Begin here",
        lost_text: "Wij vonden in deze browser geen aanmelding die nog open is. Begon u eerder? Gebruik dan de link in de mail die u kreeg." | "We found no open registration in this browser. Did you begin earlier? Then use the link in the mail that you got.",
        joint_instead: "Sluit een gemeenschappelijke regeling de overeenkomsten voor uw gemeente?" | "Does a joint body make the agreements for your municipality?",
        joint_instead_link: "Meld dan de regeling aan" | "Register the joint body instead",
        landlord_instead: "Verhuurt u als persoon een of een paar woningen?" | "Do you let one or a few homes as a person?",
        landlord_instead_link: "Gebruik het korte formulier" | "Use the short form",
        question: "Wij hebben een vraag over uw aanmelding" | "We have a question about your registration",

        next: "Verder" | "Continue",
        previous: "Vorige" | "Back",
        keep: "Bewaren en later verder" | "Save and continue later",
        back_to_review: "Opslaan en terug naar controleren" | "Save and return to the check",
        add_contact: "Nog een contactpersoon toevoegen" | "Add another contact person",
        add_signatory: "Nog een tekenbevoegde toevoegen" | "Add another signatory",
        add_home: "Nog een gemeente toevoegen" | "Add another municipality",
        remove: "Verwijderen" | "Remove",
        myself: "Ik ben zelf contactpersoon: vul mijn gegevens in" | "I am the contact person: fill in my details",

        review_ready: "Klopt alles? Verstuur dan de aanmelding. U krijgt een mail om uw adres te bevestigen." | "Is everything right? Then send the registration. You get a mail to confirm your address.",
        review_ready_again: "Klopt alles? Verstuur dan de aanvulling. De beheerder kijkt er daarna meteen weer naar." | "Is everything right? Then send the completion. The administrator will look at it again.",
        review_todo: fn(n: usize) -> String { if n == 1 { "Er is nog 1 ding nodig voordat u kunt versturen".to_owned() } else { format!("Er zijn nog {n} dingen nodig voordat u kunt versturen") } }
            | { if n == 1 { "1 thing is needed before you can send".to_owned() } else { format!("{n} things are needed before you can send") } },
        consent: fn(name: &str) -> String { format!("Door te versturen verklaart u dat u {name} mag aanmelden, dat de gegevens kloppen en dat de mensen die u noemt dit weten.") }
            | { format!("By sending you declare that you may register {name}, that the details are right and that the people you name know about this.") },
        consent_self: "Door te versturen verklaart u dat de gegevens kloppen en dat u de woningen zelf verhuurt." | "By sending you declare that the details are right and that you let the homes yourself.",
        privacy: "Zo gaan wij met gegevens om" | "How we handle personal data",
        send: "Aanmelding versturen" | "Send the registration",
        send_again: "Aanvulling versturen" | "Send the completion",
        yes: "Ja" | "Yes",
        no: "Nee" | "No",

        sent_title: "Bevestig uw e-mailadres" | "Confirm your mail address",
        sent_lead: fn(email: &str) -> String { format!("Uw aanmelding is verstuurd. Nog één stap: wij stuurden een mail naar {email}. Klik op de knop in die mail. Pas daarna telt de aanmelding.") }
            | { format!("Your registration has been sent. One more step: we sent a mail to {email}. Use the button in that mail. The registration counts only after that.") },
        sent_unknown: "Hebt u net een aanmelding verstuurd? Klik dan op de knop in de mail die u kreeg. Pas daarna telt de aanmelding." | "Did you just send a registration? Then use the button in the mail that you got. The registration counts only after that.",
        then: "Wat gebeurt er daarna?" | "What happens next?",
        then_items: ["De beheerder kijkt de aanmelding na en laat per mail weten of die is goedgekeurd.", "Daarna staan uw overeenkomsten meteen klaar.", "De mensen die u noemde, krijgen een uitnodiging om in te loggen."]
            | ["The administrator checks the registration and tells you by mail whether it is accepted.", "Your agreements then stand ready at once.", "The people you named get an invitation to sign in."],
        no_mail: "Geen mail gekregen?" | "No mail?",
        no_mail_text: "Kijk ook bij ongewenste mail. Het kan een paar minuten duren. Klopt het adres niet, begin dan een nieuwe aanmelding met het goede adres." | "Look in your spam folder too. It can take a few minutes. If the address is wrong, begin a new registration with the right one.",
        mail_again: "Stuur de mail nog een keer" | "Send the mail again",

        kept_title: "Uw antwoorden zijn bewaard" | "Your answers have been saved",
        kept_lead: fn(email: &str) -> String { format!("De link om verder te gaan staat in de mail aan {email}. U kunt die op elk apparaat openen.") }
            | { format!("The link to go on is in the mail to {email}. You can open it on any device.") },
        kept_days: "Wij bewaren een aanmelding die niet is verstuurd 30 dagen." | "We keep a registration that is not sent for 30 days.",
        go_on_now: "Toch nu verdergaan" | "Go on now after all",

        resume_title: "Verder met uw aanmelding" | "Go on with your registration",
        resume_name: "Aanmelding van" | "Registration of",
        resume_kind: "Soort" | "Kind",
        resume_changed: "Laatst gewijzigd" | "Last changed",
        resume: "Ga verder" | "Go on",
        gone_title: "Deze link werkt niet meer" | "This link no longer works",
        gone: ["Misschien is er een nieuwere link. Kijk of u een latere mail van ons hebt, en gebruik de link daarin.", "Een aanmelding die niet is verstuurd, wissen wij na 30 dagen. Dan kunt u opnieuw beginnen.", "Is de link in de mail over twee regels verdeeld? Kopieer hem dan in zijn geheel."]
            | ["There may be a newer link. See whether you have a later mail from us and use the link in it.", "We erase a registration that is not sent after 30 days. You can then begin again.", "Is the link in the mail split over two lines? Then copy all of it."],
        begin_again: "Begin een nieuwe aanmelding" | "Begin a new registration",
        to_start: "Naar de startpagina" | "To the start page",
        sign_in: "Inloggen" | "Sign in",

        confirm_title: "Bevestig uw aanmelding" | "Confirm your registration",
        confirm_lead: fn(name: &str, email: &str) -> String { format!("Met deze knop bevestigt u dat {email} uw e-mailadres is en dat u {name} wilt aanmelden.") }
            | { format!("With this button you confirm that {email} is your mail address and that you want to register {name}.") },
        confirm: "Ja, ik bevestig de aanmelding" | "Yes, I confirm the registration",
        confirm_not: "Hebt u niets aangemeld? Sluit dan deze pagina. Er gebeurt niets." | "Did you not register anything? Then close this page. Nothing will happen.",

        submitted_title: "Deze aanmelding is al verstuurd" | "This registration has been sent already",
        submitted_text: fn(name: &str, email: &str) -> String { format!("De aanmelding van {name} is binnen. Bevestig nog uw e-mailadres met de knop in de mail aan {email}.") }
            | { format!("We have the registration of {name}. Please confirm your mail address with the button in the mail to {email}.") },
        confirmed_title: "Uw aanmelding is bevestigd" | "Your registration is confirmed",
        confirmed_text: fn(name: &str, by: &str) -> String { format!("Bedankt. De aanmelding van {name} is bevestigd en wordt nu nagekeken. U hoort uiterlijk {by} van ons.") }
            | { format!("Thank you. The registration of {name} is confirmed and is being checked. You will hear from us by {by}.") },
        questioned_title: "Wij wachten op uw antwoord" | "We are waiting for your answer",
        questioned_text: fn(name: &str) -> String { format!("Wij hebben een vraag over de aanmelding van {name}. Die staat in onze laatste mail aan u. Met de link in die mail vult u de aanmelding aan.") }
            | { format!("We have a question about the registration of {name}. It is in our latest mail to you. The link in that mail lets you complete the registration.") },
        accepted_title: "Uw aanmelding is goedgekeurd" | "Your registration has been accepted",
        accepted_text: fn(name: &str) -> String { format!("{name} doet mee. De mensen die u noemde, hebben een uitnodiging gekregen en kunnen inloggen.") }
            | { format!("{name} has joined. The people you named have got an invitation and can sign in.") },
        refused_title: "Uw aanmelding is niet goedgekeurd" | "Your registration has not been accepted",
        refused_text: fn(name: &str) -> String { format!("De aanmelding van {name} is niet goedgekeurd. De reden staat in de mail die u kreeg. Is het een vergissing? Antwoord dan op die mail.") }
            | { format!("The registration of {name} has not been accepted. The reason is in the mail that you got. Is it a mistake? Then reply to that mail.") },
    }
}
