# The cmdlets live in a load context of their own, so that this module gets along with others that bring other versions of the same libraries.
if (-not ('OrleansSync.PowerShell.Loader.ModuleLoader' -as [type])) {
    Add-Type -Path ([System.IO.Path]::Combine($PSScriptRoot, 'loader', 'OrleansSync.PowerShell.Loader.dll'))
}

$cmdlets = [OrleansSync.PowerShell.Loader.ModuleLoader]::Load([System.IO.Path]::Combine($PSScriptRoot, 'bin'), 'OrleansSync.PowerShell')
$inner = Import-Module -Assembly $cmdlets -PassThru
Export-ModuleMember -Cmdlet @($inner.ExportedCmdlets.Keys) -Alias @($inner.ExportedAliases.Keys)
