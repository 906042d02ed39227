// The two languages in which the programs speak to people: French first.
#ifndef SCEAU_TEXT_LANGUAGE_H_
#define SCEAU_TEXT_LANGUAGE_H_

namespace sceau {

enum class Language { kFrench, kEnglish };

}  // namespace sceau

#endif  // SCEAU_TEXT_LANGUAGE_H_
