// Tables: rows that break over pages under their repeated heading.
#ifndef SCEAU_CLIENT_PRINT_TABLE_H_
#define SCEAU_CLIENT_PRINT_TABLE_H_

#include "client/print/document.h"
#include "client/print/flow.h"

namespace sceau::print {

void DrawTable(Flow& flow, const Table& table);

}  // namespace sceau::print

#endif  // SCEAU_CLIENT_PRINT_TABLE_H_
