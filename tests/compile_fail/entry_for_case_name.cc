// One kind of name cannot stand where another belongs.
#include <string>

#include "proto/contract/names.h"

std::string Load(const sceau::CaseName& name) { return name.id(); }

std::string LoadFrom(const sceau::EntryName& entry) {
#ifdef SCEAU_CORRECT
  return Load(entry.parent());
#else
  return Load(entry);
#endif
}
