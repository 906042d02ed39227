// Which room answers which method: every RPC of sceau.v1, a line each.
#ifndef SCEAU_SERVER_RPC_ROUTES_H_
#define SCEAU_SERVER_RPC_ROUTES_H_

#include "server/rpc/method_table.h"

namespace sceau {

// Complete: MissingMethods() is empty.
MethodTable Routes();

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_ROUTES_H_
