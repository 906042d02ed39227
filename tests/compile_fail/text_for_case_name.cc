// Text from outside is parsed before it can name a case.
#include <string>

#include "proto/contract/names.h"

std::string Load(const sceau::CaseName& name) { return name.id(); }

std::string LoadFrom(const std::string& text) {
#ifdef SCEAU_CORRECT
  return Load(sceau::CaseName::Parse(text).value());
#else
  return Load(text);
#endif
}
