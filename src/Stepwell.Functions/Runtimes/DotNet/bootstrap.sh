#!/bin/sh
# Starts a function of .NET with its own dependencies and runtime configuration. A handler without a method is a program.
root=$LAMBDA_TASK_ROOT
dotnet=$DOTNET_ROOT/dotnet

give_up() {
  echo "Error: $2" >&2
  exit "$1"
}

case $_HANDLER in
  *::*) ;;
  *)
    name=${_HANDLER%.dll}
    [ -f "$root/$name.dll" ] && exec "$dotnet" exec "$root/$name.dll"
    [ -f "$root/$name" ] && exec "$root/$name"
    give_up 104 "executable assembly $root/$name.dll or binary $root/$name not found."
    ;;
esac

# The file of the handler's assembly, or else the only one of its kind.
find_file() {
  found=$root/${_HANDLER%%::*}.$1
  [ -f "$found" ] && return
  set -- "$root"/*."$1"
  [ $# -eq 1 ] && [ -f "$1" ] && found=$1
}

find_file deps.json
[ -f "$found" ] || give_up 105 "the package of the function has no .deps.json file."
dependencies=$found
find_file runtimeconfig.json
[ -f "$found" ] || give_up 106 "the package of the function has no .runtimeconfig.json file."
exec "$dotnet" exec --depsfile "$dependencies" --runtimeconfig "$found" "${0%/*}/Stepwell.Functions.DotNet.dll"
