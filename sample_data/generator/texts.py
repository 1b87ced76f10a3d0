"""What workers write: reasons for decisions, what was shared and why, notes and letters. All of it made up."""

from __future__ import annotations

# Reasons for sharing with consent: who asked, what was weighed, where the line was drawn.
ASKED = (
    "Client asked us to contact {agency} on {her} behalf at the {day} session.",
    "{agency} rang for an update and the client was happy for us to give one.",
    "Agreed at the review that {agency} needs this before they can act.",
    "Client is moving and wants {agency} to have the picture without telling it all again.",
    "Client signed the sharing form for {agency} after we went through it line by line.",
    "Support plan depends on {agency}, and the client said yes when we met on {day}.",
    "Client has tried {agency} twice alone and asked for our backing this time.",
    "Joint appointment with {agency} is booked and the client wants them prepared.",
    "Discussed with client on {day}; {she} understands what {agency} will do with it.",
    "Client raised this first, as {agency} had an old version of events.",
    "{agency} cannot place {him} on the list without hearing from a support service.",
    "Review with {agency} on {day}; client will be there and wants us to speak first.",
)
WEIGHED = (
    "We talked through what could go wrong if it reached the wrong person.",
    "Weighed the risk of the address being traced and left out what was not needed.",
    "No third party is affected beyond what {agency} already holds.",
    "Considered waiting for the next review, but the delay would cost {him} the place.",
    "Checked {her} wishes about other people's details, which stay out.",
    "Looked at whether less would do and cut the history to the last six months.",
    "Safety plan was checked first and nothing shared undermines it.",
    "{Her} brother's details were taken out, as he has not been asked.",
    "Asked whether a phone call would do instead; {agency} needs more than that.",
    "Capacity is not in question and {she} repeated the limits back to us.",
    "Went over who at {agency} will read it and who will not.",
    "The worry was gossip in a small office, so it goes to one named worker.",
)
LIMITED = (
    "Only the dates and the current need are given.",
    "Nothing beyond the agreed points goes out.",
    "Limited to what was agreed.",
    "{She} has seen the wording and kept a copy.",
    "To be looked at again if the situation changes.",
    "Contact is with the named worker only.",
    "No opinion is included, facts only.",
    "The rest of the file is not referred to.",
)
BY_CONSENT = (ASKED, WEIGHED, LIMITED)

# Reasons for sharing without consent.
RAISED = (
    "At the {day} visit we saw fresh bruising and heard two accounts that do not fit together.",
    "Disclosure in session that the former partner has been waiting outside the school.",
    "Threats were repeated in three voicemails played to the worker on {day}.",
    "Older sibling described being left alone overnight more than once.",
    "Risk score went up after the weekend, with strangulation reported for the first time.",
    "School and health visitor hold pieces of the same pattern and neither has all of it.",
    "Worker heard shouting and things breaking while on the phone to the home.",
    "Someone told the group that they know where the family has moved to and mean to go there.",
)
BALANCED = (
    "Asking first would put the child at more risk, so consent was not sought.",
    "Agreement is not likely, and we will explain why we could not leave it there.",
    "Sharing later was considered and judged unsafe.",
    "{Her} wish for privacy was weighed against what could happen before the next contact.",
    "We considered the effect on the wider family and on trust in the service.",
    "Speaking about it at home first would likely end with pressure on the children.",
)
PROPORTIONATE = (
    "{agency} gets the incident, the dates and the names needed to act, no history.",
    "Shared the current risk only; health details are left out.",
    "Kept to what {agency} needs for a strategy discussion.",
    "Manager agreed the wording before it went.",
    "What is passed on is limited to what was seen and heard.",
)
BY_EXCEPTION = (RAISED, BALANCED, PROPORTIONATE)
AGREED = ("Agreed to share", "Agreed, limited to the incident", "Agreed; client to be told when safe")

# Reasons for sharing inside the service, with a funder, and with a programme man's partner.
INTERNAL = (
    "Handover while the lead worker is on leave; the cover needs the safety plan and the safe times to ring.",
    "Joint work inside the service: the other worker needs to know how the client wants contact made.",
    "Duty worker on the late shift is expecting a call and should know the code word agreed.",
    "Case moves to the new worker on {day}; the plan and the risks go with it.",
    "Group facilitator needs to know about seating and the no-contact condition before {day}.",
    "Volunteer driver needs the pick-up point and what not to mention in front of the children.",
)
INSIDE_LIMITS = (
    "Only what the cover needs is passed on.",
    "The history stays with the lead worker.",
    "{She} was told who will be stepping in.",
    "Said in the office with the door closed, nothing in writing.",
    "To be undone at the next team meeting.",
    "Agreed with the line manager on {day}.",
)
RETURNS = (
    "Figures for the quarterly return.",
    "The funder asked for an example of the work and for totals.",
    "End of year report to the funder, totals and one outcome score.",
)
NOBODY = (
    "The story was changed enough that nobody could be recognised.",
    "Small numbers were left out, so that nobody can be picked out.",
    "No names, places or dates that point to anyone.",
)
MILESTONES = (
    "He has reached a stage that she is entitled to hear about.",
    "First block completed on {day}, which the partner is told of.",
    "Assessment is finished and the outcome goes to the partner's side.",
    "He has been accepted on the programme and starts on {day}.",
)
MILESTONE_LIMITS = (
    "The programme agreement covers this and no more.",
    "Nothing he said in the sessions is passed on.",
    "He was reminded of it when he signed.",
    "She was rung on the safe number, and nobody else was in the room.",
)

NOT_SHARED = (
    "Request came by phone with no name we could check, and nothing urgent was described. Asked for it in writing.",
    "Client refused and there is no risk to anyone else; {agency} was told we can neither confirm nor deny.",
    "{agency} already holds what it asks for, and adding the history would not change its decision.",
    "Father's solicitor asked for session notes. No order was produced, so nothing was given.",
    "Considered a referral; advice was to keep watching, as the concern rests on one unclear remark.",
    "Sharing the address would undo the safety plan. {agency} was offered a contact through us instead.",
)
DO_NOT_ASK = (
    "Asking would alert him to the visit planned for {day} and put the children at risk.",
    "She lives with him and he reads her messages; there is no safe way to ask before the referral.",
)
DO_NOT_TELL = (
    "Police asked that he is not told until the interview has taken place.",
    "Telling her by letter would show him that she has spoken to us.",
)
REFUSALS = (
    "The pages asked for are about her former partner and cannot be separated; the rest was offered.",
    "Erasure was asked for while the family court still has the file under order, so it stays.",
)
RETAINED = (
    "Solicitor has written that a civil claim may follow, so the file is kept until the claim is settled.",
    "Inquiry into historic provision has asked all services to keep records of this period.",
    "The young person asked us to keep the life-story pages until they are ready to read them.",
)
HOLDS = (
    "Police investigation open, officer asked for the file to be kept",
    "Family court hearing listed, notes may be called for",
    "Coroner has given notice that records are needed",
    "Criminal injuries claim lodged by the client's solicitor",
    "Inquiry notice received, records of this period to be kept",
)

# What goes to each kind of agency: categories, words for what, words for why, code for why.
SHARED = {
    "police": (
        ("identity;risk", "Dates of the last three incidents and the current risk level", "Police response plan"),
        ("identity;contact_details", "Safe number and the times to ring", "So that officers use the safe number"),
    ),
    "childrens_social_care": (
        ("identity;children;risk", "Children's names and ages, and what they saw", "Assessment of the children"),
        ("identity;children", "School attendance and contact arrangements", "Child in need meeting"),
    ),
    "court": (("identity;risk", "Dates of attendance and current safety measures", "Report for the hearing"),),
    "probation": (("identity;programme_progress", "Sessions attended and the stage reached", "Licence review"),),
    "health": (
        ("identity;health", "Sleep, medication named by the client, and a request for review", "GP review"),
        ("identity", "Name, and a request for a longer appointment", "Appointment support"),
    ),
    "housing": (
        ("identity;address", "Current address and the reason it is not safe", "Priority for a move"),
        ("identity", "Name and the date of joining the waiting list", "Priority banding"),
    ),
    "other_statutory": (("identity;health", "Care needs described by the client", "Care assessment"),),
    "voluntary": (
        ("identity;contact_details", "Safe e-mail and first name for the counsellor", "Counselling place"),
        ("identity;risk", "Summary of risk agreed with the client", "Refuge space"),
    ),
    "education": (("identity;children", "Collection arrangements agreed with the mother", "Safe collection"),),
}
CODES = {
    "police": "safeguarding", "childrens_social_care": "safeguarding", "court": "court_report",
    "probation": "service_review", "health": "service_provision", "housing": "service_provision",
    "other_statutory": "service_provision", "voluntary": "service_provision", "education": "service_planning",
}  # fmt: skip
DESKS = {
    "police": ("Public protection desk", "Duty sergeant", "Domestic abuse unit"),
    "childrens_social_care": ("Duty social worker", "Assessment team", "Front door team"),
    "court": ("Listing office",), "probation": ("Offender manager on duty",),
    "health": ("Practice manager", "Duty GP"), "housing": ("Housing adviser", "Move-on officer"),
    "other_statutory": ("Intake worker",), "voluntary": ("Duty worker", "Referral lead"),
    "education": ("Designated safeguarding lead",),
}  # fmt: skip
OWN_SENTENCE = (
    "Gone over again at {clock} on {day} with the line manager.",
    "Written up after the {clock} call on {day}.",
    "Raised in supervision on {day} at {clock}, and nothing was changed.",
    "The {clock} appointment on {day} was used to settle it.",
    "Checked once more on {day} at {clock}, before anything was done.",
)
STAFF_REASONS = (
    "New employer asked for dates and the post held; the worker was told of the request first and said yes to both.",
    "The worker is moving on and wants the dates confirmed. Health and sickness are not part of the answer.",
    "Confirmation of employment for a former colleague, agreed through the line manager before anything was written.",
    "A letting agent had been given our name by the worker, who agreed to dates and nothing else.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
