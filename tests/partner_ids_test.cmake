# Fails when a source names an organisation's id: the law asks what an
# organisation does (Program::Function), and ids are a group's own. The ids are
# those of the frozen table, which alone may name them.
#   cmake -DROOT=<repository> -P tests/partner_ids_test.cmake
cmake_minimum_required(VERSION 3.25)

set(table policy/compile/before_functions.cc)

file(STRINGS ${ROOT}/${table} lines REGEX "^    {\"[a-z-]+\", \"[A-Z_]+\"},$")
set(ids "")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "^    {\"([a-z-]+)\".*" "\\1" id "${line}")
  list(APPEND ids ${id})
endforeach()
list(LENGTH ids count)
if(NOT count EQUAL 11)
  message(FATAL_ERROR "${table}: 11 ids expected, ${count} read")
endif()
string(JOIN "|" any ${ids})

set(problems "")
foreach(room IN ITEMS client crypto policy proto server)
  file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/${room}/*.cc
       ${ROOT}/${room}/*.h ${ROOT}/${room}/*.proto)
  foreach(source IN LISTS sources)
    if(source STREQUAL table)
      continue()
    endif()
    file(STRINGS ${ROOT}/${source} named REGEX "\"(${any})\"")
    foreach(line IN LISTS named)
      string(STRIP "${line}" line)
      string(APPEND problems "\n${source}: ${line}")
    endforeach()
  endforeach()
endforeach()
if(problems)
  message(FATAL_ERROR "ask what the organisation does, not how its id is "
                      "spelt:${problems}")
endif()
