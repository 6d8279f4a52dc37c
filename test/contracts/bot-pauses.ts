/** How often this platform has asked the bot to wait, by the wizard's own figures. */
export async function botPauses(wizard: string, channel: string): Promise<number> {
  const text = await (await fetch(`${wizard}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith('tbw_bot_trouble_total{') && isOf(one, channel));
  return Number(line?.split(' ').at(-1) ?? 0);
}

function isOf(line: string, channel: string): boolean {
  return line.includes(`channel="${channel}"`) && line.includes('kind="later"');
}
