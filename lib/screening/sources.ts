/**
 * Every source that a feature, a reason or an issue can point to, cited briefly: this file goes to the browser.
 * Facts and figures are stated in our own words; nothing is copied from these sources.
 */
export const sources = {
  rules: { cite: "Rules of this screening aid, version 1, not yet signed by a paediatric endocrinologist", url: null },
  medlineplus: {
    cite: "MedlinePlus Genetics (Genetics Home Reference), IMAGe syndrome, reviewed April 2013",
    url: "https://medlineplus.gov/genetics/condition/intrauterine-growth-restriction-metaphyseal-dysplasia-adrenal-hypoplasia-congenita-and-genital-anomalies/",
  },
  genereviews: { cite: "Schrier Vergano and Deardorff, GeneReviews NBK190103, 2021", url: "https://www.ncbi.nlm.nih.gov/books/NBK190103/" },
  "arboleda-2012": { cite: "Arboleda et al. 2012, Nat Genet 44:788", url: "https://pubmed.ncbi.nlm.nih.gov/22634751/" },
  "hamajima-2013": { cite: "Hamajima et al. 2013, PLoS One 8:e75137", url: "https://pubmed.ncbi.nlm.nih.gov/24098681/" },
  "pedreira-2004": { cite: "Pedreira et al. 2004, J Pediatr 144:274", url: "https://pubmed.ncbi.nlm.nih.gov/14760276/" },
  "logan-2018": { cite: "Logan et al. 2018, Am J Hum Genet, PMID 30503519", url: "https://pubmed.ncbi.nlm.nih.gov/30503519/" },
  "binder-2020": { cite: "Binder et al. 2020, Clin Epigenetics, PMID 33076988", url: "https://pubmed.ncbi.nlm.nih.gov/33076988/" },
  "case-rep-genet-2019": { cite: "Case Rep Genet 2019:1398250", url: "https://doi.org/10.1155/2019/1398250" },
  "bolomiti-2021": { cite: "Bolomiti et al. 2021, PMID 34098225", url: "https://pubmed.ncbi.nlm.nih.gov/34098225/" },
  "berland-2022": { cite: "Berland et al. 2022, J Med Genet 59:155", url: "https://jmg.bmj.com/content/59/2/155" },
  hpo: { cite: "Human Phenotype Ontology, release 2025-05-06", url: "https://hpo.jax.org/" },
  hpoa: { cite: "HPO annotations, release 2025-05-06", url: "https://hpo.jax.org/data/annotations" },
  orphanet: { cite: "Orphanet, ORPHA:85173, in the HPO annotations of 2025-05-06", url: "https://www.orpha.net/en/disease/detail/85173" },
  intergrowth: { cite: "Villar et al. 2014, Lancet 384:857; Villar et al. 2016, Lancet 387:844 (INTERGROWTH-21st)", url: "https://doi.org/10.1016/S0140-6736(14)60932-6" },
  "rch-adrenal-crisis": {
    cite: "Royal Children's Hospital Melbourne, guideline on adrenal crisis",
    url: "https://www.rch.org.au/clinicalguide/guideline_index/Adrenal_crisis_and_acute_adrenal_insufficiency/",
  },
  "miller-2019": { cite: "Miller et al. 2019, J Investig Med, Pediatric Endocrine Society", url: "https://doi.org/10.1136/jim-2019-000999" },
  "turkish-consensus": {
    cite: "Turkish consensus report on neonatal adrenal insufficiency, 2018, Turk Pediatri Ars 53 Suppl 1:S239",
    url: "https://doi.org/10.5152/TurkPediatriArs.2018.01822",
  },
  "bornstein-2016": { cite: "Bornstein et al. 2016, J Clin Endocrinol Metab 101:364 (Endocrine Society)", url: "https://doi.org/10.1210/jc.2015-1710" },
  "pediatric-endocrine-society": {
    cite: "Pediatric Endocrine Society on hypoglycemia, after Thornton et al. 2015, J Pediatr 167:238",
    url: "https://pedsendo.org/clinical-resource/infant-with-suspected-hypoglycemia/",
  },
  "hormone-research-1980": { cite: "Maturation of the circadian rhythm of adrenocortical function, 1980, Horm Res 12:237", url: "https://doi.org/10.1159/000179126" },
  "pearce-2016": { cite: "Pearce et al. 2016, Mol Genet Metab Rep 7:1", url: "https://doi.org/10.1016/j.ymgmr.2016.02.005" },
  "buonocore-2020": { cite: "Buonocore et al. 2020, Front Pediatr 8:619041", url: "https://doi.org/10.3389/fped.2020.619041" },
  "buonocore-2021": { cite: "Buonocore et al. 2021, PMID 34258490", url: "https://pubmed.ncbi.nlm.nih.gov/34258490/" },
  "mirage-genereviews": { cite: "GeneReviews NBK564655, MIRAGE syndrome", url: "https://www.ncbi.nlm.nih.gov/books/NBK564655/" },
  "narumi-2016": { cite: "Narumi et al. 2016, PMID 27182967, as counted in the HPO annotations", url: "https://pubmed.ncbi.nlm.nih.gov/27182967/" },
  "buonocore-2017": { cite: "Buonocore et al. 2017, PMID 28346228", url: "https://pubmed.ncbi.nlm.nih.gov/28346228/" },
  "suntharalingham-2022": { cite: "Suntharalingham et al. 2022, Front Endocrinol 13:953707", url: "https://pubmed.ncbi.nlm.nih.gov/36060959/" },
  "roucher-boulez-2019": { cite: "Roucher-Boulez et al. 2019, Front Endocrinol 10:625", url: "https://doi.org/10.3389/fendo.2019.00625" },
  "nr0b1-genereviews": { cite: "GeneReviews NBK1431, NR0B1-related adrenal hypoplasia congenita, 2018", url: "https://www.ncbi.nlm.nih.gov/books/NBK1431/" },
  "srs-genereviews": { cite: "GeneReviews NBK1324, Silver-Russell syndrome, 2024", url: "https://www.ncbi.nlm.nih.gov/books/NBK1324/" },
  "slos-genereviews": { cite: "GeneReviews NBK1143, Smith-Lemli-Opitz syndrome", url: "https://www.ncbi.nlm.nih.gov/books/NBK1143/" },
  "wilson-1927": { cite: "Wilson 1927, J Am Stat Assoc 22:209", url: "https://doi.org/10.1080/01621459.1927.10502953" },
  "newcombe-1998": { cite: "Newcombe 1998, Stat Med 17:857, PMID 9595616", url: "https://pubmed.ncbi.nlm.nih.gov/9595616/" },
  "cms-cells": { cite: "CMS Cell Size Suppression Policy 2024, Research Data Assistance Center", url: "https://resdac.org/articles/cms-cell-size-suppression-policy" },
  "begg-greenes-1983": { cite: "Begg and Greenes 1983, Biometrics 39:207, PMID 6871349", url: "https://pubmed.ncbi.nlm.nih.gov/6871349/" },
} as const satisfies Record<string, { cite: string; url: string | null }>;

export type Source = keyof typeof sources;
