// A table of words: what the sample's leads asked, where they came from, and why some were given up.
import type { SampleCampaign, SampleSource } from "./sampleCompany.ts";

/** Days from today. A campaign without a cost is one of which nobody wrote it down. */
export const campaigns: readonly (Omit<SampleCampaign, "fromOn" | "toOn"> & { from: number; to: number | null })[] = [
  {
    name: "Search ads: workstations",
    key: "search-workstations",
    source: "demo",
    from: -150,
    to: 20,
    costMinor: 3200_00,
  },
  {
    name: "Webinar: hardware for growing teams",
    key: "webinar-growing",
    source: "form",
    from: -110,
    to: -110,
    costMinor: 950_00,
  },
  {
    name: "Customers bring customers",
    key: "bring-a-customer",
    source: "referral",
    from: -160,
    to: null,
    costMinor: 600_00,
  },
  { name: "Harborside IT Fair", key: "harborside", source: "fair", from: -118, to: -116, costMinor: 3900_00 },
  { name: "Midland Hardware Days", key: "midland", source: "fair", from: -9, to: -7, costMinor: 4800_00 },
  { name: "Calls to hospitals and clinics", key: null, source: "outbound", from: -140, to: null, costMinor: null },
];

export const messages: Record<SampleSource, readonly string[]> = {
  demo: [
    "We replace forty workstations in spring. Can somebody show us the GTX line?",
    "Could we see the MG Special beside what we have now? Two of us would join.",
    "We need a demo for our operations team, half an hour is enough.",
    "Please show us how the GTK 500 does with our imaging files.",
  ],
  form: [
    "What does delivery to two sites take at the moment?",
    "Do you lend a unit for a week before one buys?",
    "We compare three suppliers and decide this month. Please send your terms.",
    "Is there a price for schools?",
    "Which support comes with the GTX Plus Pro?",
  ],
  referral: [
    "A neighbour of ours buys from you and said to ask.",
    "Your customer gave me your name; we have the same problem.",
  ],
  fair: [
    "Asked for the data sheet of the GTX Pro at our stand.",
    "Stayed for the whole demo, wants numbers for a hundred units.",
  ],
  outbound: [
    "Contract with the present supplier runs out within the year.",
    "Opens a second site and staffs IT for it.",
  ],
};

export const callNotes = [
  "Named the number of units and who decides.",
  "Wants to hear from us again after their budget round.",
  "Has used the MG line before, and liked it.",
  "Asked what changes if they order in two lots.",
];

export const mailSubjects = ["Your question to us", "Terms, as you asked", "A few times for a call"];

export const lostInterest = [
  "Looks for used hardware only",
  "Student project, no budget",
  "Buys through a group contract until next year",
  "No reply to three tries",
];
export const returnReasons = ["Decision moved to next year; asked to be called in spring"];

/** Firms that never were: a made-up first word, and what their trade calls itself. */
export const firstWords = [
  ...["Quillbrook", "Vantemoor", "Ostrevale", "Haldermere", "Pellwick", "Brindlecote", "Marrowgate", "Tansyfield"],
  ...["Corvendale", "Lunehaven", "Dunmarrow", "Estrelune", "Wexmoore", "Thornapple Row", "Kestrelane", "Ambersley"],
  ...["Northquay", "Fennimoor", "Silverhithe", "Calderwyn", "Orrinvale", "Juniperholt", "Sablecombe", "Windrushby"],
] as const;
export const trades: readonly (readonly [industry: string, word: string])[] = [
  ...([
    ["retail", "Stores"],
    ["medical", "Clinics"],
    ["software", "Software"],
    ["finance", "Mutual"],
  ] as const),
  ...([
    ["services", "Facilities"],
    ["telecommunications", "Networks"],
    ["marketing", "Media"],
  ] as const),
  ...([
    ["entertainment", "Studios"],
    ["employment", "Staffing"],
    ["technolgy", "Systems"],
  ] as const),
];
