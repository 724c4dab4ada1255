# Made from the code; ORLEANSSYNC_UPDATE=1 and the tests of OrleansSync.PowerShell.Tests write it anew.
@{
    RootModule           = 'OrleansSync.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f1f3c8e-5b0c-4f0a-9d3e-2a4c7c1f9b52'
    Author               = 'OrleansSync contributors'
    CompanyName          = 'OrleansSync'
    Copyright            = 'OrleansSync contributors. MIT License.'
    Description          = 'Keeps PostgreSQL tables and SharePoint lists equal, and manages Helix cloud projects, by a server of OrleansSync.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    TypesToProcess       = @('OrleansSync.Types.ps1xml')
    FormatsToProcess     = @('OrleansSync.Format.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Add-HelixCloud',
        'Add-HelixMember',
        'Confirm-OSyncRun',
        'Connect-Helix',
        'Connect-OSync',
        'Disconnect-OSync',
        'Find-OSyncList',
        'Find-OSyncSite',
        'Get-HelixCluster',
        'Get-HelixDeployment',
        'Get-HelixLog',
        'Get-HelixMember',
        'Get-HelixProject',
        'Get-HelixRegion',
        'Get-HelixWorkspace',
        'Get-OSyncApiKey',
        'Get-OSyncApplication',
        'Get-OSyncBudget',
        'Get-OSyncConnection',
        'Get-OSyncDatabase',
        'Get-OSyncDefinition',
        'Get-OSyncDefinitionVersion',
        'Get-OSyncDrift',
        'Get-OSyncInstance',
        'Get-OSyncList',
        'Get-OSyncMappingProposal',
        'Get-OSyncMove',
        'Get-OSyncParkedRow',
        'Get-OSyncRun',
        'Get-OSyncSecretVersion',
        'Get-OSyncSession',
        'Get-OSyncSite',
        'Get-OSyncTable',
        'Initialize-HelixProject',
        'Invoke-HelixSync',
        'New-HelixCluster',
        'New-HelixProject',
        'New-HelixWorkspace',
        'New-OSyncApiKey',
        'New-OSyncApplication',
        'New-OSyncColumnChoice',
        'New-OSyncConnection',
        'New-OSyncDatabase',
        'New-OSyncDefinition',
        'New-OSyncFieldMapping',
        'New-OSyncInstance',
        'New-OSyncList',
        'New-OSyncRoute',
        'New-OSyncSite',
        'Publish-HelixProject',
        'Register-OSyncList',
        'Remove-HelixMember',
        'Remove-OSyncApplication',
        'Remove-OSyncConnection',
        'Remove-OSyncDatabase',
        'Remove-OSyncDefinition',
        'Remove-OSyncInstance',
        'Remove-OSyncList',
        'Remove-OSyncSecretVersion',
        'Remove-OSyncSite',
        'Rename-HelixProject',
        'Reset-OSyncCursor',
        'Resume-OSyncDefinition',
        'Resume-OSyncParkedRow',
        'Resume-OSyncRun',
        'Revoke-OSyncApiKey',
        'Select-HelixWorkspace',
        'Set-HelixWorkspace',
        'Set-OSyncApplication',
        'Set-OSyncConnection',
        'Set-OSyncDatabase',
        'Set-OSyncDefinition',
        'Set-OSyncInstance',
        'Set-OSyncList',
        'Set-OSyncSite',
        'Skip-OSyncParkedRow',
        'Start-OSyncRun',
        'Stop-HelixDeployment',
        'Stop-OSyncRun',
        'Suspend-OSyncDefinition',
        'Suspend-OSyncRun',
        'Test-OSyncConnection',
        'Test-OSyncDefinition',
        'Test-OSyncInstance',
        'Test-OSyncSite',
        'Update-HelixKey',
        'Update-OSyncList',
        'Update-OSyncSchema',
        'Wait-OSyncRun',
        'Watch-OSyncRun'
    )
    AliasesToExport      = @('Retry-OSyncParkedRow')
    PrivateData          = @{
        PSData = @{
            Tags = @('PostgreSQL', 'SharePoint', 'Sync', 'Orleans', 'Helix', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
