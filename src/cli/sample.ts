import { fillWithSample, sampleIds, sampleLogins } from "#modules/imports/server/public.ts";
import { parsed, saying } from "./asked.ts";
import { withGround } from "./withGround.ts";

export async function sampleCommand(args: string[]): Promise<void> {
  const { values } = parsed(args, { json: { type: "boolean" } } as const);
  await withGround((started) =>
    saying(started, async () => {
      const { ground } = started;
      await fillWithSample(ground);
      const told = { logins: await sampleLogins(ground), records: await sampleIds(ground) };
      if (values.json) return void process.stdout.write(`${JSON.stringify(told)}\n`);
      process.stdout.write("The sample company is here: CRM Sales Opportunities by Maven Analytics, moved to today.\n");
      process.stdout.write("Contacts, activities, moves between stages and SDRs are generated.\n");
      for (const [role, login] of Object.entries(told.logins))
        process.stdout.write(login ? `  ${role}: ${login.email}  ${login.password}\n` : `  ${role}: as before\n`);
    }),
  );
}
