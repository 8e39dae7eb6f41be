//! Texts of what can be done with one agreement, of its document and of its signatures.

crate::texts! {
    /// Texts of acts, document and signatures.
    pub struct Texts {
        acts: "Wat kunt u doen?" | "What can you do?",
        release: "Doorzetten" | "Release",
        release_text: "Daarna kunnen de tekenbevoegden van beide partijen tekenen. Het portaal maakt eerst het document. Zolang niemand heeft getekend, kunt u de overeenkomst terughalen."
            | "After that the signatories of both parties can sign. The portal makes the document first. As long as nobody has signed, you can take the agreement back.",
        hold: "Aanhouden" | "Put on hold",
        hold_text: "Wilt u nog niet tekenen? Houd de overeenkomst dan aan. Met een datum staat zij op die dag vanzelf weer klaar; zonder datum wacht zij totdat u haar doorzet."
            | "You do not want to sign yet? Then put the agreement on hold. With a date it stands ready again by itself on that day; without one it waits until you release it.",
        hold_until: "Aanhouden tot" | "On hold until",
        hold_hint: "Bijvoorbeeld 1-3-2027. Mag leeg blijven." | "For example 1-3-2027. May stay empty.",
        date_form: "Dit is geen datum. Schrijf de dag als 1-3-2027." | "This is not a date. Write the day as 1-3-2027.",
        take_back: "Terughalen" | "Take back",
        take_back_text: "De overeenkomst staat dan weer klaar en kan niet meer worden getekend, totdat u haar opnieuw doorzet."
            | "Then the agreement stands ready again and cannot be signed until you release it once more.",
        prepare_again: "Opnieuw klaarzetten" | "Prepare again",
        prepare_again_declined: "Er komt een nieuwe versie met de gegevens van nu. Daarna besluit u of u die doorzet."
            | "A new version is made with the facts of now. After that you decide whether to release it.",
        prepare_again_signed: "Er komt een nieuwe versie met de gegevens van nu. De handtekeningen die er al staan, gaan naar de geschiedenis: iedereen tekent opnieuw."
            | "A new version is made with the facts of now. The signatures that are there already go to the history: everybody signs again.",
        let_be: "Laten zoals het is" | "Leave it as it is",
        let_be_text: "De gegevens zijn veranderd sinds deze versie is gemaakt. U kunt de versie laten zoals zij is. Dan tekent de rest deze versie, met de oude gegevens."
            | "Facts have changed since this version was made. You can leave the version as it is. Then the others sign this version, with the old facts.",
        later: "Later" | "Later",
        later_text: "Uw eigen tekenbevoegde krijgt deze overeenkomst dan nog niet te zien. De stand verandert niet. De gemeente ziet dat u haar voor later bewaart."
            | "Then your own signatory does not get to see this agreement yet. The state does not change. The municipality sees that you keep it for later.",
        not_later: "Niet meer later" | "No longer later",
        not_later_text: "Uw tekenbevoegde krijgt de overeenkomst dan weer te zien." | "Then your signatory gets to see the agreement again.",
        start: "Inregelen en starten" | "Set up and start",
        start_text: fn(party: bool, partner: bool, day: &str) -> String {
            let stand = |ready: bool| if ready { "klaar" } else { "nog niet klaar" };
            let day = if day.is_empty() { "nog niet afgesproken".to_owned() } else { day.to_owned() };
            format!("Gemeente: {}. Signaalpartner: {}. Startdatum: {day}. Zijn beide partijen klaar en is de startdatum bereikt, dan wordt de overeenkomst actief.", stand(party), stand(partner))
        } | {
            let stand = |ready: bool| if ready { "ready" } else { "not yet ready" };
            let day = if day.is_empty() { "not yet agreed".to_owned() } else { day.to_owned() };
            format!("Municipality: {}. Signal partner: {}. First day: {day}. Once both parties are ready and the first day has come, the agreement is active.", stand(party), stand(partner))
        },
        start_on: "Startdatum" | "First day",
        start_hint: "De dag waarop de eerste signalen kunnen komen, bijvoorbeeld 1-3-2027. Leeg: de datum blijft zoals die is."
            | "The day on which the first signals can come, for example 1-3-2027. Empty: the date stays as it is.",
        start_ready: "Onze kant is klaar" | "Our side is ready",
        start_not_ready: "Toch nog niet klaar" | "Not ready after all",
        replace: "Vervangen" | "Replace",
        replace_text: "Er komt een nieuwe overeenkomst met de gegevens van nu, onder een eigen nummer. Deze overeenkomst krijgt de stand ‘Vervangen’ en blijft te downloaden. Dit kan niet ongedaan worden gemaakt."
            | "A new agreement is made with the facts of now, under a number of its own. This agreement becomes ‘Superseded’ and can still be downloaded. This cannot be undone.",
        terminate: "Opzeggen" | "Give notice",
        terminate_link: "Overeenkomst opzeggen…" | "Give notice…",
        terminate_text: "De overeenkomst eindigt dan op een dag die u kiest." | "Then the agreement ends on a day that you choose.",
        terminate_lead: fn(between: &str) -> String { format!("U zegt de overeenkomst op {between}. Dit kan niet ongedaan worden gemaakt.") }
            | { format!("You give notice of the agreement {between}. This cannot be undone.") },
        terminate_effects: [
            "Tot en met de laatste dag geldt de overeenkomst gewoon.",
            "Daarna worden er geen signalen meer geleverd. Spreek met de andere partij af hoe u lopende signalen afhandelt.",
            "De contactpersonen van beide partijen zien wie heeft opgezegd en wanneer."
        ] | [
            "Up to and including the last day the agreement simply holds.",
            "After that no signals are delivered any more. Agree with the other party on how to deal with those under way.",
            "The contact persons of both parties see who gave notice and when."
        ],
        last_day: "Laatste dag" | "Last day",
        last_day_hint: "Vandaag of later, bijvoorbeeld 1-3-2027." | "Today or later, for example 1-3-2027.",
        last_day_missing: "Vul in wat de laatste dag van de overeenkomst is." | "Enter the last day of the agreement.",
        terminate_do: "Zeg de overeenkomst op" | "Give notice of the agreement",
        withdraw: "Laten vervallen" | "Withdraw",
        withdraw_link: "Overeenkomst laten vervallen…" | "Withdraw the agreement…",
        withdraw_text: "De overeenkomst eindigt dan voordat zij is getekend, met een reden die beide partijen lezen."
            | "Then the agreement ends before it is signed, with a reason that both parties read.",
        withdraw_lead: fn(between: &str) -> String { format!("U laat de overeenkomst vervallen {between}. Dit kan niet ongedaan worden gemaakt.") }
            | { format!("You withdraw the agreement {between}. This cannot be undone.") },
        withdraw_effects: [
            "Niemand kan de overeenkomst daarna nog tekenen.",
            "Handtekeningen die er al staan, blijven in de geschiedenis.",
            "De contactpersonen van beide partijen lezen uw reden."
        ] | [
            "After that nobody can sign the agreement any more.",
            "Signatures that are there already stay in the history.",
            "The contact persons of both parties read your reason."
        ],
        reason: "Reden" | "Reason",
        reason_hint: "Beide partijen lezen dit." | "Both parties read this.",
        reason_missing: "Vul in waarom de overeenkomst vervalt." | "Enter why the agreement is withdrawn.",
        reason_long: fn(most: usize) -> String { format!("De reden is te lang. Gebruik hooguit {most} tekens.") }
            | { format!("The reason is too long. Use at most {most} characters.") },
        reason_characters: "In de reden staan tekens die niet te lezen zijn. Typ de tekst opnieuw." | "The reason contains characters that cannot be read. Please type the text again.",
        withdraw_do: "Laat de overeenkomst vervallen" | "Withdraw the agreement",
        cancel: "Nee, ga terug" | "No, go back",
        back_to: fn(number: &str) -> String { format!("Terug naar overeenkomst {number}") } | { format!("Back to agreement {number}") },
        not_now: "Dit kan nu niet" | "This is not possible now",
        changed_title: "De overeenkomst is intussen gewijzigd" | "The agreement has changed meanwhile",
        changed: "Wat u wilde, is niet gedaan. Hieronder ziet u hoe het er nu voor staat."
            | "What you wanted was not done. Below you see how things stand now.",
        last_change: fn(what: &str, who: &str, when: &str) -> String { format!("Laatste wijziging: {what} ({who}, {when})") }
            | { format!("Last change: {what} ({who}, {when})") },

        waits: "Wacht op tekenbevoegde" | "Waits for a signatory",
        waits_own: "Uw organisatie heeft te weinig tekenbevoegden in het portaal. Geef aan de beheerder door wie er tekent en in welke functie. Zodra die persoon erin staat, kan hij of zij tekenen; u hoeft niets opnieuw te doen."
            | "Your organisation has too few signatories in the portal. Tell the administrator who signs and in which function. Once that person is known, he or she can sign; you need to do nothing again.",
        waits_other: fn(name: &str) -> String { format!("{name} heeft te weinig tekenbevoegden in het portaal. Vraag de contactpersoon hieronder om een tekenbevoegde door te geven aan de beheerder.") }
            | { format!("{name} has too few signatories in the portal. Ask the contact person below to tell the administrator of a signatory.") },
        waits_administrator: fn(name: &str) -> String { format!("{name} heeft te weinig tekenbevoegden in het portaal. Vraag de contactpersoon wie er tekent.") }
            | { format!("{name} has too few signatories in the portal. Ask the contact person who signs.") },

        doc_later: "Het document wordt gemaakt zodra de gemeente de overeenkomst doorzet. Een leeskopie met de gegevens van nu kunt u al bekijken."
            | "The document is made once the municipality releases the agreement. You can already see a reading copy with the facts of now.",
        doc_waiting_tag: "Wordt gemaakt" | "Being made",
        doc_waiting: "Het document wordt nu gemaakt. Meestal duurt dat minder dan een minuut. Daarna kan er worden getekend."
            | "The document is being made now. Usually that takes less than a minute. After that it can be signed.",
        doc_ready_tag: "Staat klaar" | "Ready",
        doc_ready: "Het document staat klaar om te tekenen. U ziet een leeskopie: dezelfde tekst, met op elke bladzijde dat nog niet iedereen heeft getekend."
            | "The document is ready to be signed. You see a reading copy: the same text, which says on every page that not everybody has signed yet.",
        doc_failed_tag: "Mislukt" | "Failed",
        doc_failed: "Het document kon niet worden gemaakt. De beheerder ziet dit ook en zoekt het uit. U hoeft niets te doen."
            | "The document could not be made. The administrator sees this too and looks into it. You need to do nothing.",
        doc_signed: "Alle partijen hebben dit document getekend. Bewaar het zelf ook."
            | "All parties have signed this document. Keep a copy yourself as well.",
        doc_elsewhere_tag: "Getekend buiten dit portaal" | "Signed outside this portal",
        doc_elsewhere: fn(day: &str) -> String { format!("Dit is het document dat partijen op {day} buiten dit portaal hebben getekend. De beheerder heeft het ingebracht; het portaal heeft de handtekeningen niet gecontroleerd.") }
            | { format!("This is the document that the parties signed outside this portal on {day}. The administrator brought it in; the portal has not checked its signatures.") },
        doc_elsewhere_none: fn(day: &str) -> String { format!("Partijen hebben op {day} buiten dit portaal getekend. Het document zelf is niet ingebracht; bewaar uw eigen exemplaar.") }
            | { format!("The parties signed outside this portal on {day}. The document itself was not brought in; keep your own copy.") },
        doc_ended: "Deze versie is niet door iedereen getekend. U kunt de leeskopie nog bekijken."
            | "Not everybody signed this version. You can still see the reading copy.",
        copy_see: "Leeskopie bekijken" | "See the reading copy",
        copy_download: "Leeskopie downloaden" | "Download the reading copy",
        signed_download: "Getekende overeenkomst downloaden" | "Download the signed agreement",
        signed_see: "Bekijken" | "See it",
        data: "De gegevens uit het document als JSON" | "The facts in the document as JSON",
        pdf: "(pdf, opent in de browser)" | "(PDF, opens in the browser)",
        level: "Tekenen gaat met een passkey of een code per mail. Dat is een gewone elektronische handtekening (artikel 3:15a van het Burgerlijk Wetboek). Het certificaat komt van het portaal zelf; dat staat op geen Europese lijst van vertrouwensdiensten."
            | "Signing is done with a passkey or a code by mail. That is an ordinary electronic signature (article 3:15a of the Dutch Civil Code). The certificate comes from the portal itself, which is on no European list of trust services.",
        verify: "Controleer een getekend document" | "Verify a signed document",
        signed_before: fn(n: i64) -> String { format!("Versie {n} is eerder getekend en vervangen door een nieuwe versie. Die handtekeningen tellen niet meer.") }
            | { format!("Version {n} was signed earlier and replaced by a new version. Those signatures no longer count.") },
        signed_with: fn(means: &str, level: &str) -> String { format!("ingelogd met {means} (niveau {level}), bevestigd met een code per mail") }
            | { format!("signed in with {means} (level {level}), confirmed with a code by mail") },
        signed_by_passkey: fn(level: &str) -> String { format!("bevestigd met een passkey, die precies dit document heeft ondertekend (niveau {level})") }
            | { format!("confirmed with a passkey, which signed exactly this document (level {level})") },
        signed_at: fn(moment: &str) -> String { format!("getekend op {moment}") } | { format!("signed on {moment}") },

        released_on: fn(day: &str, who: &str) -> String { format!("Doorgezet op {day} door {who}.") } | { format!("Released on {day} by {who}.") },
        held_on: fn(day: &str, who: &str) -> String { format!("Aangehouden op {day} door {who}.") } | { format!("Put on hold on {day} by {who}.") },
        taken_back_on: fn(day: &str, who: &str) -> String { format!("Teruggehaald op {day} door {who}.") } | { format!("Taken back on {day} by {who}.") },
        recalled_on: fn(day: &str) -> String { format!("Op {day} teruggezet, omdat gegevens van een van de partijen veranderden.") }
            | { format!("Put back on {day}, because facts about one of the parties changed.") },
        hold_ended_on: fn(day: &str) -> String { format!("Het aanhouden eindigde op {day}.") } | { format!("The hold ended on {day}.") },
        prepared_again_on: fn(day: &str, who: &str) -> String { format!("Opnieuw klaargezet op {day} door {who}.") } | { format!("Prepared again on {day} by {who}.") },
        prepared_on: fn(day: &str) -> String { format!("Klaargezet op {day}.") } | { format!("Prepared on {day}.") },
        declined_on: fn(day: &str, who: &str) -> String { format!("Afgewezen op {day} door {who}.") } | { format!("Declined on {day} by {who}.") },
        withdrawn_on: fn(day: &str, who: &str) -> String { format!("Vervallen op {day}, door {who}.") } | { format!("Withdrawn on {day}, by {who}.") },
        terminated_on: fn(day: &str, who: &str) -> String { format!("Opgezegd op {day} door {who}.") } | { format!("Notice given on {day} by {who}.") },
        signed_by: fn(names: &str) -> String { format!("Getekend door {names}.") } | { format!("Signed by {names}.") },
        signed_on: fn(name: &str, day: &str) -> String { format!("{name} op {day}") } | { format!("{name} on {day}") },
        deferred_on: fn(day: &str) -> String { format!("Sinds {day} door de signaalpartner op ‘later’ gezet: de eigen tekenbevoegde krijgt deze overeenkomst nog niet te zien.") }
            | { format!("Marked ‘later’ by the signal partner since {day}: its own signatory does not get to see this agreement yet.") },
    }
}
