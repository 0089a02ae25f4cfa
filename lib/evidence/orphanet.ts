/**
 * Orphanet's entry of each condition. An entry of several genes stands for each of them; MIRAGE, FILS, MCM4 and SGPL1 have
 * none in HPO's annotations, POLE's IMAGe has none of its own, and for NR5A1 two entries divide what is one here.
 */
export const orphanet: Readonly<Record<string, readonly string[]>> = {
  "ORPHA:85173": ["OMIM:614732"],
  "ORPHA:95702": ["OMIM:300200"],
  "ORPHA:813": ["OMIM:180860"],
  "ORPHA:96182": ["OMIM:618905"],
  "ORPHA:397590": ["OMIM:616489", "OMIM:618907", "OMIM:618908"],
  "ORPHA:818": ["OMIM:270400"],
  "ORPHA:90794": ["OMIM:201910"],
  "ORPHA:90790": ["OMIM:201710"],
  "ORPHA:168558": ["OMIM:613743"],
  "ORPHA:90791": ["OMIM:201810"],
  "ORPHA:361": ["OMIM:202200", "OMIM:607398", "OMIM:614736", "OMIM:617825"],
  "ORPHA:869": ["OMIM:231550"],
  "ORPHA:139466": ["OMIM:611812"],
  "ORPHA:95699": ["OMIM:201750", "OMIM:613571"],
  "ORPHA:2616": ["OMIM:273750", "OMIM:612921", "OMIM:614205"],
  "ORPHA:2554": ["OMIM:224690", "OMIM:613800", "OMIM:613803"],
  "ORPHA:138": ["OMIM:214800"],
  "ORPHA:672": ["OMIM:146510"],
  "ORPHA:2065": ["OMIM:251300"],
  "ORPHA:43": ["OMIM:300100"],
  "ORPHA:3453": ["OMIM:240300"],
  "ORPHA:116": ["OMIM:130650"],
  "ORPHA:175": ["OMIM:250250"],
};
