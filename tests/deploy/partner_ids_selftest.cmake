# Shows that partner_ids_test.cmake can fail: the frozen table and one source at
# a time in a tree of its own.
#   cmake -DSCRIPT=<partner_ids_test.cmake> -DTREE=<scratch> -P <this>
cmake_minimum_required(VERSION 3.25)

# Plants the table with `count` ids, then the file; runs the test.
function(plant count file line)
  file(REMOVE_RECURSE ${TREE})
  set(table "    {\"ville-haute\", \"TOWN\"},\n")
  foreach(letter IN ITEMS a b c d e f g h i j)
    string(APPEND table "    {\"place-${letter}\", \"MEDIATION\"},\n")
  endforeach()
  if(count LESS 11)
    set(table "    {\"ville-haute\", \"TOWN\"},\n")
  endif()
  file(WRITE ${TREE}/policy/compile/before_functions.cc "${table}")
  file(WRITE ${TREE}/${file} "${line}\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${TREE} -P ${SCRIPT}
                  RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_QUIET)
  set(result ${result} PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(check_caught what file line)
  plant(11 ${file} "${line}")
  if(result EQUAL 0 OR NOT errors MATCHES "${file}: ")
    message(SEND_ERROR "${what}: not caught:\n${errors}")
  endif()
endfunction()

function(check_passes what file line)
  plant(11 ${file} "${line}")
  if(NOT result EQUAL 0)
    message(SEND_ERROR "${what}: refused, should pass:\n${errors}")
  endif()
endfunction()

check_caught("a constant" server/a.cc "const char kTown[] = \"ville-haute\";")
check_caught("a comparison" client/cli/a.cc "if (id == \"ville-haute\") return;")
check_caught("a header" policy/decide/a.h "#define PLACE \"place-c\"")
check_caught("the wire" proto/sceau/v1/a.proto "// \"ville-haute\" alone.")
check_passes("a function" server/a.cc "program.FirstOf(kTown, \"TOWN\");")
check_passes("an example" client/cli/a.cc "\"sceau find --for ville-haute\"")
check_passes("data" client/words/a.json "{\"Mairie\": \"ville-haute\"}")

# A table that is not read whole would catch too little.
plant(1 server/a.cc "")
if(result EQUAL 0)
  message(SEND_ERROR "a table of one id: passes")
endif()
