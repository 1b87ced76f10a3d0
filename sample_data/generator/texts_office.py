"""What the office writes: committee papers, agreements, incidents, contact notes. All made up, nobody named."""

from __future__ import annotations

WHO_HAS_ACCESS = (
    "Named link worker and that worker's manager",
    "Two designated staff, listed in the annex",
    "The allocated worker for the case, while it is allocated",
)
WHEN_ACCESS = (
    "Only for clients both services work with, and only the parts agreed for each",
    "At our office, with a worker of ours present, for the case under joint work",
    "When a joint plan is in force, ending on the day that it ends",
)
OPEN_PAPERS = (
    ("Finance report", "Income is in line with the budget. Reserves stand at {few} months. No action asked for."),
    ("Quarterly figures", "{many} people were supported this quarter, {some} of them new. Waiting times fell."),
    ("Premises", "The lease runs for {few} more years. The lift was repaired twice and is now under contract."),
    ("Volunteers", "{some} volunteers are active. Training evenings are full until the spring."),
    ("Fundraising", "The summer event brought in enough for {few} months of the helpline. Thanks were sent."),
    ("Policy reviews", "{few} policies fall due within the year. Drafts will come to the next two meetings."),
    ("Partnership news", "The joint protocol was renewed. {few} meetings were held and minutes are on file."),
)
CONFIDENTIAL_PAPERS = (
    ("Complaints summary", "{few} complaints were closed. One was upheld in part; the practice was changed."),
    ("Safeguarding overview", "{some} concerns were raised, all acted on within the day. No pattern by team."),
    ("Personnel matters", "{few} posts are vacant. One grievance is at its second stage and will be reported on."),
    ("Serious incident review", "An incident with no lasting harm was reviewed. {few} lessons were agreed."),
    ("Programme outcomes", "{some} men completed the programme. Partners were told of each stage."),
)
# kind, how it was handled, level, reason for the outcome
INCIDENTS = (
    ("staff_breach", "disciplinary", "informal", "Spoken to and retrained; nothing had left the building"),
    ("staff_breach", "disciplinary", "warning", "File was left in a car overnight and found untouched"),
    ("staff_breach", "disciplinary", "misconduct", "Client's move mentioned in the wrong company"),
    ("staff_breach", "grievance", "none", "Allegation was not upheld after the log was read"),
    ("security_concern", "none", "", "Window lock was mended the same week"),
    ("security_concern", "none", "", "Lost key was found; the barrel was changed all the same"),
    ("security_concern", "disciplinary", "informal", "Screen left unlocked in the shared office"),
    ("partner_breach", "agreement_breach", "", "Partner apologised and changed its mailing list"),
    ("partner_breach", "agreement_breach", "", "Raised at the review of the agreement and closed"),
    ("client_breach", "none", "", "Group rule was gone over again with everyone"),
    ("client_breach", "none", "", "Resident asked to take a picture down, and did"),
    ("complaint_about_sharing", "management_support", "none", "Sharing followed the guidance; worker supported"),
    ("complaint_about_sharing", "management_support", "none", "Reasons were on file and were explained"),
)

# What a contact was about, by method. Long enough to be an account, and nobody is named.
SPOKEN = (
    "Talked through the week. Sleeping better, still wary of the evenings. Plan unchanged.",
    "Rang as agreed. Court date confirmed, wants company for it. Will arrange transport.",
    "Asked about the housing list; explained what happens next and what we can do about it.",
    "Children back at school and settled. Worried about the bill, advice line number given.",
    "Went over the safety plan, code word still the same. Next call at the usual time.",
    "Short call to move the appointment. Sounded tired, no new risk reported.",
    "Talked about counselling and what to expect. Will think about it until next time.",
    "Gone over the form together line by line; two questions left for the solicitor.",
    "Spoke about contact at the weekend, which went as arranged. Nothing else to report.",
)
MET = (
    "Met at the usual place. Goals reviewed, two met and one carried over to next month.",
    "Home visit. Locks working, window catch reported to the landlord while we were there.",
    "Saw the family together, then the parent alone. Calm throughout, next visit agreed.",
    "Session on feelings and safe adults. Drew the house and talked about the garden.",
    "Accompanied to an appointment and waited outside. Outcome to come by letter.",
    "Joint meeting at the school office about timetable and who collects on which day.",
)
LEFT = (
    "Message left with first name only and the number of the office, as agreed at intake.",
    "Voicemail left: please ring when it suits, no detail of the service given.",
)
SENT = (
    "Text to confirm the appointment: day and time only, no mention of the service.",
    "Reminder sent of the time agreed; answer came within the hour.",
)
MAILED = (
    "E-mail with the list of documents to bring, worded as agreed and no address in it.",
    "Answered the question about the form and attached the blank copy asked for.",
)
POSTED = (
    "Appointment letter sent in a plain envelope to the address agreed for post.",
    "Copy of the agreed plan sent by post, as asked for at the last review.",
)
CAME_IN = (
    "Rang in to say the appointment still stands and that things are quieter at home.",
    "Called at reception without an appointment, seen for ten minutes, booked in properly.",
    "Text received asking to change the time; changed and confirmed on the next call.",
)
NEXT_CONTACT = (
    "Call on Tuesday at ten, only if the code word is answered",
    "We ring on Thursday in school hours; no call at weekends",
    "Client will ring us by Friday; if not, text the one agreed word",
    "Next meeting at the centre in a fortnight, same room",
    "Worker waits at the side entrance at two on Wednesday",
)
TO_PARTNER = (
    "Rang to say that he has reached the next stage; she knows who to ring with questions.",
    "Told of the outcome of his assessment, as the programme undertakes to do. No questions.",
)
