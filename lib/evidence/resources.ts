/** A page of somebody else's. It is linked to and never fetched. */
export interface Resource {
  readonly name: string;
  /** Its own number for the condition, where it has one. */
  readonly id?: string;
  readonly url: string;
}

/**
 * What MedlinePlus Genetics (Genetics Home Reference, published 21 March 2017) names for IMAGe syndrome. Addresses are
 * those it gives, over https, in the form in use today where that is known.
 */
export const resources: readonly { readonly group: string; readonly of: readonly Resource[] }[] = [
  {
    group: "The condition",
    of: [
      { name: "MedlinePlus Genetics, the source document", url: "https://medlineplus.gov/genetics/condition/intrauterine-growth-restriction-metaphyseal-dysplasia-adrenal-hypoplasia-congenita-and-genital-anomalies/" },
      { name: "GeneReviews: IMAGe syndrome", id: "NBK190103", url: "https://www.ncbi.nlm.nih.gov/books/NBK190103/" },
      { name: "OMIM", id: "614732", url: "https://www.omim.org/entry/614732" },
      { name: "Orphanet", id: "ORPHA:85173", url: "https://www.orpha.net/en/disease/detail/85173" },
      { name: "Genetic and Rare Diseases Information Center (GARD)", id: "12312", url: "https://rarediseases.info.nih.gov/diseases/12312/image-syndrome" },
      { name: "MalaCards: IMAGe syndrome", url: "https://www.malacards.org/card/image_syndrome" },
      {
        name: "MalaCards: under the long name",
        url: "https://www.malacards.org/card/intrauterine_growth_restriction_metaphyseal_dysplasia_adrenal_hypoplasia_congenita_and_genital_anomalies",
      },
    ],
  },
  {
    group: "Testing and care",
    of: [
      { name: "Genetic Testing Registry", id: "C1846009", url: "https://www.ncbi.nlm.nih.gov/gtr/conditions/C1846009/" },
      { name: "NIH Clinical Center: Managing Adrenal Insufficiency", url: "https://www.cc.nih.gov/ccc/patient_education/pepubs/mngadrins.pdf" },
      { name: "MedlinePlus: Diagnostic Tests", url: "https://medlineplus.gov/diagnostictests.html" },
      { name: "MedlinePlus: Drug Therapy", url: "https://medlineplus.gov/drugtherapy.html" },
      { name: "MedlinePlus: Genetic Counseling", url: "https://medlineplus.gov/geneticcounseling.html" },
      { name: "MedlinePlus: Palliative Care", url: "https://medlineplus.gov/palliativecare.html" },
      { name: "MedlinePlus: Surgery and Rehabilitation", url: "https://medlineplus.gov/surgeryandrehabilitation.html" },
    ],
  },
  {
    group: "Its parts, for families too",
    of: [
      { name: "MedlinePlus: Adrenal Gland Disorders", url: "https://medlineplus.gov/adrenalglanddisorders.html" },
      { name: "MedlinePlus: Bone Diseases", url: "https://medlineplus.gov/bonediseases.html" },
      { name: "MedlinePlus Encyclopedia: Adrenal Glands", url: "https://medlineplus.gov/ency/article/002219.htm" },
      { name: "MedlinePlus Encyclopedia: Hypospadias (image)", url: "https://medlineplus.gov/ency/imagepages/9429.htm" },
      { name: "MedlinePlus Encyclopedia: Intrauterine Growth Restriction", url: "https://medlineplus.gov/ency/article/001500.htm" },
      { name: "NICHD: Adrenal Gland Disorders", url: "https://www.nichd.nih.gov/health/topics/adrenalgland/conditioninfo/Pages/default.aspx" },
      { name: "KidsHealth from Nemours: Intrauterine Growth Restriction", url: "https://kidshealth.org/en/parents/iugr.html" },
    ],
  },
  {
    group: "Families and their groups",
    of: [
      { name: "MAGIC Foundation for Children’s Growth", url: "https://www.magicfoundation.org/" },
      { name: "National Adrenal Diseases Foundation", url: "https://www.nadf.us/" },
    ],
  },
  {
    group: "Papers",
    of: [
      { name: "PubMed: all on IMAGe syndrome or association", url: "https://pubmed.ncbi.nlm.nih.gov/?term=%28%28IMAGE+syndrome%5BTIAB%5D%29+OR+%28IMAGE+association%5BTIAB%5D%29%29+AND+english%5Bla%5D+AND+human%5Bmh%5D" },
      { name: "Vilain et al. 1999, J Clin Endocrinol Metab 84:4335", id: "PMID 10599684", url: "https://pubmed.ncbi.nlm.nih.gov/10599684/" },
      { name: "Lienhardt et al. 2002, Horm Res 57 Suppl 2:71", id: "PMID 12065932", url: "https://pubmed.ncbi.nlm.nih.gov/12065932/" },
      { name: "Pedreira et al. 2004, J Pediatr 144:274", id: "PMID 14760276", url: "https://pubmed.ncbi.nlm.nih.gov/14760276/" },
      { name: "Bergadá et al. 2005, J Clin Endocrinol Metab 90:3186", id: "PMID 15769992", url: "https://pubmed.ncbi.nlm.nih.gov/15769992/" },
      { name: "Tan et al. 2006, Am J Med Genet A 140:1778", id: "PMID 16835919", url: "https://pubmed.ncbi.nlm.nih.gov/16835919/" },
      { name: "Balasubramanian et al. 2010, Am J Med Genet A 152A:3138", id: "PMID 21108398", url: "https://pubmed.ncbi.nlm.nih.gov/21108398/" },
      { name: "Arboleda et al. 2012, Nat Genet 44:788", id: "PMID 22634751", url: "https://pubmed.ncbi.nlm.nih.gov/22634751/" },
    ],
  },
];
