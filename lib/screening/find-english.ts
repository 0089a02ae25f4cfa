import type { FindWords } from "./find-wording";

const some = (count: number) => (count === 1 ? "1 feature" : `${count} features`);

/** The English of looking for a feature. */
export const findEnglish: FindWords = {
  list: "Features found",
  found: (count) => `${some(count)} found.`,
  near: (count) => `Nothing is called so; ${some(count)} called alike.`,
  none: "Nothing found. A finding without a row here is not part of this checklist.",
  by: (name) => `also “${name}”`,
  everyday: {
    sga: ["SGA", "Light for dates"],
    "birth-length-low": ["Short at birth"],
    "femoral-head-necrosis": ["Perthes disease"],
    shock: ["Circulatory failure", "Collapse"],
    hypotension: ["BP low"],
    "prolonged-jaundice": ["Icterus"],
    hypoglycemia: ["Glucose low"],
    hyponatremia: ["Na low"],
    hyperkalemia: ["K high"],
    "metabolic-acidosis": ["Low bicarbonate"],
    "adrenal-insufficiency": ["Addison", "Adrenal failure"],
    cryptorchidism: ["Maldescended testes", "Testicles not down"],
    "bifid-uvula": ["Cleft palate (uvula)"],
    hypotonia: ["Floppy"],
    "gh-deficiency": ["GH deficiency", "GHD"],
    nephrocalcinosis: ["Kidney calcium"],
    hydronephrosis: ["Dilated renal pelvis"],
    asymmetry: ["Hemihypotrophy"],
    thrombocytopenia: ["Platelets low"],
    myelodysplasia: ["MDS"],
    "adrenal-hyperplasia": ["Large adrenals"],
  },
};
