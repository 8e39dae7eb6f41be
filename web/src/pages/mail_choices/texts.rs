//! Texts of the pages on which somebody chooses mails.

crate::texts! {
    /// Texts of the pages on which somebody chooses mails.
    pub struct Texts {
        title: "Welke mails u krijgt" | "Which mails you get",
        lead: "Codes om in te loggen en te tekenen krijgt u altijd, want zonder code kunt u niet verder. De rest kiest u hier." | "Codes to sign in and to sign always come, because you cannot go on without them. The rest you choose here.",
        back: "Mijn gegevens" | "My account",
        monday: "De maandagmail" | "Monday's mail",
        monday_text: "Is er iets nieuws om te tekenen? Dan krijgt u op maandag om 8 uur één mail, voor al uw organisaties samen." | "Is there something new to sign? Then you get one mail on Monday at 8 o'clock, for all your organisations together.",
        reminder: "Is er niets nieuws, maar wacht er nog iets? Hoe vaak wilt u dan een herinnering?" | "If nothing is new, but something still waits: how often do you want a reminder?",
        weekly: "Elke maandag" | "Every Monday",
        four_weekly: "Elke vierde maandag" | "Every fourth Monday",
        only_new: "Nooit: alleen als er iets nieuws is" | "Never: only when something is new",
        choose_one: "Kies hoe vaak u een herinnering wilt." | "Choose how often you want a reminder.",
        notices: "Berichten over uw overeenkomsten" | "Notices about your agreements",
        notices_text: "Gebeurt er iets waar u van moet weten? Dan staat dat op werkdagen om 7 uur bij elkaar in één mail. Is er niets, dan komt er geen mail." | "When something happens that you need to know, it comes together in one mail at 7 o'clock on working days. If nothing happens, no mail comes.",
        kinds: "Deze berichten wil ik krijgen" | "I want to get these notices",
        declined: "Een tekenbevoegde wijst een overeenkomst af" | "A signatory declines an agreement",
        no_signatory: "Een doorgezette overeenkomst wacht op een tekenbevoegde" | "A released agreement waits for a signatory",
        facts_changed: "Gegevens veranderen terwijl er al is getekend" | "Facts change after somebody signed",
        released: "De gemeente zet een overeenkomst door" | "The municipality releases an agreement",
        taken_back: "Een overeenkomst wordt teruggehaald of opnieuw klaargezet" | "An agreement is taken back or prepared again",
        signed: "Iedereen heeft getekend" | "All have signed",
        ended: "Een overeenkomst vervalt, wordt opgezegd of vervangen" | "An agreement is withdrawn, terminated or superseded",
        save: "Opslaan" | "Save",
        nothing: "U bent nu geen tekenbevoegde en geen contactpersoon. U krijgt alleen codes om in te loggen." | "You are neither a signatory nor a contact person now. You only get codes to sign in.",
        off_title: "Mails uitzetten" | "Switch mails off",
        off_reminders: "Wilt u geen herinneringen meer aan overeenkomsten die op uw handtekening wachten? U krijgt dan alleen nog een mail als er iets nieuws is om te tekenen." | "No more reminders of agreements that wait for your signature? Then you only get a mail when there is something new to sign.",
        off_notices: "Wilt u geen berichten meer over wat er met uw overeenkomsten gebeurt?" | "No more notices of what happens to your agreements?",
        off_button: "Ja, zet deze mails uit" | "Yes, switch these mails off",
        off_done: "Deze mails staan nu uit." | "These mails are switched off now.",
        off_again: "Wilt u ze toch weer krijgen, of alleen sommige? Log in en kies zelf welke mails u krijgt." | "Do you want them again, or only some? Sign in and choose which mails you get.",
        off_link: "Mails kiezen" | "Choose mails",
    }
}
