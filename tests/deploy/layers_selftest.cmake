# Shows that layers_test.cmake can fail: plants one bad file at a time in a tree
# of its own and expects the one sentence that names it.
#   cmake -DSCRIPT=<layers_test.cmake> -DTREE=<scratch> -P layers_selftest.cmake
cmake_minimum_required(VERSION 3.25)

# check(<what> <expected regex, empty for clean> <file> <line>...)
function(check what expected file)
  file(REMOVE_RECURSE ${TREE})
  list(JOIN ARGN "\n" text)
  file(WRITE ${TREE}/${file} "${text}\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${TREE} -P ${SCRIPT}
                  RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_QUIET)
  if(expected STREQUAL "" AND NOT result EQUAL 0)
    message(SEND_ERROR "${what}: refused, should pass:\n${errors}")
  elseif(NOT expected STREQUAL "" AND
         (result EQUAL 0 OR NOT errors MATCHES "${file}: .*${expected}"))
    message(SEND_ERROR "${what}: not caught as \"${expected}\":\n${errors}")
  endif()
endfunction()

# What a room may include.
check("crypto alone" "" crypto/a.cc
      "#include <vector>" "#include \"absl/strings/str_cat.h\""
      "#include \"openssl/evp.h\"" "#include \"crypto/a.h\"")
check("policy's own schema" "" policy/a.cc
      "#include \"policy/charter.pb.h\""
      "#include \"sceau/v1/category.pb.h\"" "#include \"sceau/v1/entry.pb.h\"")
check("the store" "" server/store/a.cc
      "#include \"sqlite3.h\"" "#include \"server/runtime/mutex.h\""
      "#include \"sceau/storage/v1/records.pb.h\""
      "#include \"sceau/v1/error_reason.pb.h\"")
check("the cases" "" server/cases/a.cc
      "#include \"server/group_state/a.h\"" "#include \"policy/decide/types.h\""
      "#include \"sceau/v1/entry.pb.h\"")
check("the wire" "" server/rpc/a.cc
      "#include \"grpcpp/grpcpp.h\"" "#include \"server/cases/a.h\"")
check("the app" "" server/app.cc
      "#include \"server/rpc/a.h\"" "#include \"server/store/a.h\""
      "#include \"server/app.h\"")
check("the self-test" "" server/selftest/a.cc
      "#include \"server/group.h\"" "#include \"server/rpc/dispatch.h\"")
check("the command line" "" client/cli/a.cc
      "#include \"client/import/a.h\"" "#include \"policy/compile/parser.h\"")
check("a command" "" client/cli/cases/a.cc
      "#include \"client/cli/console/a.h\"" "#include \"client/lib/a.h\"")
check("paper" "" client/print/a.cc
      "#include \"pango/pangocairo.h\"" "#include \"client/print/a.h\"")
check("a test" "" tests/server/a_test.cc "#include \"sqlite3.h\"")
string(REPEAT "\n" 499 lines_500)
check("500 lines" "" crypto/a.h "${lines_500}")

# What it may not.
check("a few words" "" client/cli/words/a.cc
      "\"é\"" "\"sceau case show DOSSIER\"" "// « é »")
check("sentences in commands" "\"été" client/cli/words/a.cc
      "\"été\"" "\"été\"" "\"été\"" "\"été\"" "\"été\"")
check("one of two texts" "In" client/cli/words/a.cc
      "x.In(a)" "x.In(b)" "x.In(c)" "x.In(d)" "x.In(e)")
set(outside "is outside .*'s allowance")
check("text on policy" "${outside}" proto/text/a.h "#include \"policy/decide/types.h\"")
check("policy on text" "" policy/a.h "#include \"proto/text/nearest.h\"")
check("crypto on policy" "${outside}" crypto/a.h "#include \"policy/decide/types.h\"")
check("policy on contract" "${outside}" policy/a.h
      "#include \"proto/contract/errors.h\"")
check("angled" "${outside}" crypto/a.h "#include <policy/decide/types.h>")
check("spaced" "${outside}" crypto/a.h "  #  include  \"policy/decide/types.h\"")
check("contract on crypto" "${outside}" proto/contract/a.h
      "#include \"crypto/bytes.h\"")
check("words on the console" "${outside}" client/cli/words/a.h
      "#include \"client/cli/console/context.h\"")
check("a case on a review" "${outside}" client/cli/cases/a.h
      "#include \"client/cli/review/a.h\"")
check("runtime on store" "${outside}" server/runtime/a.h
      "#include \"server/store/a.h\"")
check("store on journal" "${outside}" server/store/a.h
      "#include \"server/journal/a.h\"")
check("journal on the state" "${outside}" server/journal/a.h
      "#include \"server/group_state/a.h\"")
check("the state on cases" "${outside}" server/group_state/a.h
      "#include \"server/cases/a.h\"")
check("cases on rpc" "${outside}" server/cases/a.h "#include \"server/rpc/a.h\"")
check("rpc on store" "${outside}" server/rpc/a.h "#include \"server/store/a.h\"")
check("cases on app" "${outside}" server/cases/a.h "#include \"server/app.h\"")
check("client on server" "${outside}" client/lib/a.h
      "#include \"server/runtime/mutex.h\"")
check("server on client" "${outside}" server/app.cc "#include \"client/lib/a.h\"")
check("import on policy" "" client/import/a.h
      "#include \"policy/decide/types.h\"")
check("server on tests" "${outside}" server/store/a.cc
      "#include \"tests/support/status_matchers.h\"")
check("a look-alike room" "${outside}" crypto/a.h "#include \"policy/a/b.h\"")
check("up and over" "relative include" crypto/a.h
      "#include \"../policy/types.h\"")
check("messages in crypto" "is not for crypto" crypto/a.h
      "#include \"sceau/v1/entry.pb.h\"")
check("the wire in policy" "is not for policy" policy/a.h
      "#include \"sceau/v1/case_service.pb.h\"")
check("plaintext in the store" "sealed bytes only" server/store/a.h
      "#include \"sceau/v1/entry.pb.h\"")
check("gRPC in the cases" "gRPC stops" server/cases/a.cc
      "#include \"grpcpp/support/status.h\"")
check("stubs in the cases" "gRPC stops" server/cases/a.cc
      "#include \"sceau/v1/case_service.grpc.pb.h\"")
check("SQL in the cases" "SQL outside" server/cases/a.cc "#include \"sqlite3.h\"")
check("SQL in the journal" "SQL outside" server/journal/a.cc
      "int Open() { return sqlite3_open(0, 0); }")
check("drawing at the wire" "drawing outside" server/rpc/a.cc
      "#include \"pango/pangocairo.h\"")
check("drawing on the command line" "drawing outside" client/cli/a.cc
      "#include <cairo-pdf.h>")
check("a new folder" "in no room" server/helpers/a.h "// Nothing.")
check("501 lines" "501 lines" crypto/a.h "${lines_500}" "")
check("501 lines of test" "501 lines" tests/crypto/a_test.cc "${lines_500}" "")
