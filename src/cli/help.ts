export const help = `Clinch, by hand.

  clinch import FOLDER [--name N] [--currency USD] [--zone UTC] [--fiscal-start 1] [--language en]
      Brings in the folder's CSV files: people, organizations, products, contacts, deals. Files it doesn't know are
      named and skipped. An empty workspace is set up by the flags.
  clinch metric NAME --from DAY --to DAY [--by person|team|organization|product] [--json]
      A figure over days, both included.
  clinch sample [--json]
      Fills an empty workspace with the sample company; prints logins, and an id of each kind of record.
  clinch user [list]
  clinch user invite NAME MAIL [--admin]
      Everybody who works here, or a link with which one of them chooses a password.
  clinch user reset MAIL
      A one-time link to a new password; it signs in too, also where passwords are switched off.
  clinch user no-second-factor MAIL
      Removes the authenticator app and the passkeys of who lost them.
  clinch user admin MAIL on|off
  clinch user disable|enable MAIL
  clinch user end-sessions MAIL
      Who is an admin, who may sign in, and where they are signed in. The last admin stays.
  clinch doctor [--json]
      How every part stands (address, TLS, database, disk, mail, backups, clock, what is stuck), each with what to do.
      Ends with 1 where something must be mended.
  clinch replay LISTENER --since INSTANT
      Delivers the events since then to a listener once more; without a listener, names them all.
  clinch backup FILE [--json]
      Everything into one file, while the server runs. It holds the keys of this deployment too: keep it as you keep those.
  clinch restore FILE|NAME|latest [--check] [--replace] [--json]
      Puts a backup, from a file or from where the nightly ones go, in the place of what is here. --check only reads it.
  clinch export FOLDER|FILE.zip
      A CSV and a JSON file for each kind of record, without secrets.
  clinch help

Settings are environment variables: docs/settings.md.
`;
