// A table of names: invented by combining, each with the letters its mail is written in.

/** A part of a name: as written, as in a mail address, and for Japanese its reading. */
export type NamePart = { written: string; latin: string; reading?: string };
export type Names = { given: readonly NamePart[]; family: readonly NamePart[]; isFamilyFirst: boolean };

/** "Jørgen=jorgen"; without "=", the same letters in lower case. */
const names = (given: string, family: string, isFamilyFirst = false): Names => ({
  given: given.split(" ").map(part),
  family: family.split(" ").map(part),
  isFamilyFirst,
});

function part(text: string): NamePart {
  const [written = "", latin, reading] = text.split("=");
  const base = { written, latin: latin ?? written.toLowerCase() };
  return reading ? { ...base, reading } : base;
}

const american = names(
  "Olivia Marcus Grace Devon Hannah Luis Priya Caleb Naomi Terrence Maya Victor Rachel Andre Julia Omar Beth Kenji",
  "Whitaker Delgado O’Brien=obrien Nguyen Fairbanks Rao Castellano Hughes Okafor Lindgren Patel Morrow Sandoval Brandt Kim Ellery",
);
const japanese = names(
  "花子=hanako=ハナコ 健太=kenta=ケンタ 美咲=misaki=ミサキ 大輔=daisuke=ダイスケ 陽子=yoko=ヨウコ 翔太=shota=ショウタ 直美=naomi=ナオミ 拓也=takuya=タクヤ",
  "佐藤=sato=サトウ 高橋=takahashi=タカハシ 渡辺=watanabe=ワタナベ 小林=kobayashi=コバヤシ 山口=yamaguchi=ヤマグチ 斎藤=saito=サイトウ 中島=nakajima=ナカジマ 森=mori=モリ",
  true,
);
const german = names(
  "Jürgen=juergen Anke Matthias Heike Björn=bjoern Sabine",
  "Weiß=weiss Schröder=schroeder Köhler=koehler Brandt Maier Vogel",
);
const italian = names(
  "Giulia Lorenzo Chiara Niccolò=niccolo Francesca",
  "D’Angelo=dangelo Ricci Moretti Bellini Conti",
);
const norwegian = names(
  "Ingrid Jørgen=jorgen Solveig Håkon=hakon Astrid",
  "Bjørnstad=bjornstad Haugen Ødegård=odegard Lie Strand",
);
const portuguese = names(
  "João=joao Beatriz Thiago Conceição=conceicao Rafael",
  "Araújo=araujo Gonçalves=goncalves Teixeira Moura Prado",
);
const polish = names(
  "Łukasz=lukasz Agnieszka Paweł=pawel Małgorzata=malgorzata Jacek",
  "Wójcik=wojcik Kowalczyk Zieliński=zielinski Dąbrowska=dabrowska Lis",
);
const romanian = names(
  "Ștefan=stefan Ioana Răzvan=razvan Mădălina=madalina",
  "Ionescu Dumitrașcu=dumitrascu Popa Munteanu",
);
const korean = names("민준=minjun 서연=seoyeon 지훈=jihoon 하은=haeun", "김=kim 박=park 이=lee 최=choi", true);
const chinese = names("伟=wei 丽=li 敏=min 建国=jianguo", "王=wang 陈=chen 刘=liu 赵=zhao", true);
const kenyan = names("Wanjiku Kiprono Achieng Kamau Njeri", "Mwangi Odhiambo Kiplagat Wambui Otieno");
const filipino = names("Maricel Jomar Liezl Rodel Analyn", "Mendoza Santos Bautista Reyes Villanueva");
const jordanian = names("Rania Tariq Lina Khaled", "Haddad Al-Masri=almasri Khoury Nasser");
const panamanian = names("Itzel Rolando Yessenia Abdiel", "Quintero Batista Ríos=rios Guevara");
const belgian = names("Lieve Joost Amélie=amelie Thibault", "Peeters Dubois Claes Lefèvre=lefevre");

const byCountry: Record<string, Names> = {
  "United States": american,
  Japan: japanese,
  Germany: german,
  Italy: italian,
  Norway: norwegian,
  Brazil: portuguese,
  Poland: polish,
  Romania: romanian,
  Korea: korean,
  China: chinese,
  Kenya: kenyan,
  Philipines: filipino,
  Jordan: jordanian,
  Panama: panamanian,
  Belgium: belgian,
};

export const everywhere: readonly Names[] = Object.values(byCountry);

/** Names as they are in a country, spelled as the data set spells it. */
export function namesIn(country: string | null): Names {
  return byCountry[country ?? ""] ?? american;
}
