#!/usr/bin/env pwsh
# ./build.ps1 test --long  is  dotnet run eng/build.cs -- test --long
& dotnet run (Join-Path $PSScriptRoot 'eng/build.cs') '--' @args
exit $LASTEXITCODE
