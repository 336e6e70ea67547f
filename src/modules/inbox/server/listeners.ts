import type { EventKind } from "#lib/event.ts";
import { activityAssigned, activityReminded, commented, mentioned } from "#modules/activities/events.ts";
import { helpAnswered, helpWanted } from "#modules/forecast/events.ts";
import { importDone } from "#modules/imports/events.ts";
import { dealOwnerChanged, dealWon } from "#modules/pipeline/events.ts";
import { leadAdded, leadOwnerChanged } from "#modules/pipeline/leadEvents.ts";
import type { Tx } from "#platform/db/db.ts";
import { type Listener, on, type StoredEvent } from "#platform/events/listener.ts";
import type { Telling } from "../notification.ts";
import { type Origin, tell } from "./tell.ts";
import * as of from "./tellings.ts";

/** Each event to whom it concerns. `origin`: where the links of mails lead. */
export function inboxListeners(origin: Origin): readonly Listener[] {
  const telling = <Facts>(
    event: EventKind<Facts>,
    name: string,
    whom: (tx: Tx, event: StoredEvent<Facts>) => Promise<Telling[]>,
  ) =>
    on(event, name, async (tx, events) => {
      for (const one of events) await tell(tx, origin, await whom(tx, one));
    });
  return [
    telling(mentioned, "inbox.mention", of.ofMention),
    telling(commented, "inbox.comment", of.ofComment),
    telling(dealOwnerChanged, "inbox.assigned_deal", of.ofNewOwner),
    telling(leadAdded, "inbox.lead_added", of.ofLead),
    telling(leadOwnerChanged, "inbox.lead_owner", of.ofLead),
    telling(activityAssigned, "inbox.assigned_activity", of.ofAssignment),
    telling(activityReminded, "inbox.reminder", of.ofReminder),
    telling(helpWanted, "inbox.help_wanted", of.ofHelpWanted),
    telling(helpAnswered, "inbox.help_answered", of.ofHelpAnswered),
    telling(dealWon, "inbox.won", of.ofWin),
    telling(importDone, "inbox.import", of.ofImport),
  ];
}
