BeforeAll {
    Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
    Connect-OSync | Out-Null
    $team = 'https://contoso.sharepoint.com/sites/Team'
}

Describe 'Applications, databases and instances' {
    It 'are made from pipelines, changed and removed' {
        $application = [pscustomobject]@{ Name = 'Pester'; Owner = 'Ada' } | New-OSyncApplication
        $database = $application | New-OSyncDatabase -Name Pester -Environment Staging -DatabaseName $env:SHOP_DATABASE
        $database.ApplicationId | Should -Be $application.Id
        $instance = $database | New-OSyncInstance -Name one -HostName $env:SHOP_HOST -Port $env:SHOP_PORT -User $env:SHOP_USER -Role Primary -Password (ConvertTo-SecureString "$env:SHOP_PASSWORD " -AsPlainText)
        $instance | Set-OSyncInstance -Priority 7 -PassThru | Select-Object -ExpandProperty Priority | Should -Be 7
        (Get-OSyncDatabase Pester | Get-OSyncInstance).Name | Should -Be 'one'
        Set-OSyncDatabase Pester -Description described
        (Get-OSyncDatabase Pester).Description | Should -Be 'described'
        Set-OSyncApplication Pester -Owner Grace
        (Get-OSyncApplication Pest*).Owner | Should -Be 'Grace'
        Get-OSyncInstance -Database Pester | Remove-OSyncInstance -Confirm:$false
        Remove-OSyncDatabase Pester -Confirm:$false
        Get-OSyncApplication Pester | Remove-OSyncApplication -Confirm:$false
        Get-OSyncApplication Pester -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'are tested by connecting' {
        Test-OSyncInstance primary -Table orders -Writes | Select-Object -ExpandProperty Reachability | Should -Be 'Reached'
        Test-OSyncInstance primary -Quiet | Should -BeOfType [bool]
    }

    It 'leave everything as it is with -WhatIf' {
        New-OSyncApplication NotMade -WhatIf
        Remove-OSyncApplication Shop -WhatIf -ErrorAction SilentlyContinue
        (Get-OSyncApplication).Name | Should -Not -Contain 'NotMade'
        (Get-OSyncApplication).Name | Should -Contain 'Shop'
    }
}

Describe 'Schemas' {
    It 'are read, and tables have columns' {
        (Update-OSyncSchema Orders).TableCount | Should -BeGreaterThan 0
        (Get-OSyncTable public.orders -Database Orders).Columns.Name | Should -Contain 'customer'
        Get-OSyncDrift Orders -ErrorAction Stop | Out-Null
    }
}

Describe 'Connections and sites' {
    It 'are made, tested and removed' {
        $secret = ConvertTo-SecureString $env:TENANT_SECRET -AsPlainText
        $connection = New-OSyncConnection Pester -TenantId $env:TENANT_ID -ClientId $env:TENANT_CLIENT -CredentialKind ClientSecret -Secret $secret -Hostname contoso.sharepoint.com -Endpoint $env:TENANT_ENDPOINT -UnitsPerMinute 600000
        $connection.HasSecret | Should -BeTrue
        (Find-OSyncSite -Connection Pester).SiteUrl | Should -Contain $team
        $site = $connection | New-OSyncSite $team -TimeZone Europe/Paris
        $site | Set-OSyncSite -TimeZone Europe/Berlin
        (Get-OSyncSite -Connection Pester).TimeZone | Should -Be 'Europe/Berlin'
        $site | Test-OSyncSite | Select-Object -ExpandProperty Steps | Where-Object Problem | Should -BeNullOrEmpty
        Test-OSyncConnection Pester | Select-Object -ExpandProperty SiteUrl | Should -Be $team
        (Test-OSyncConnection Pester -SiteUrl $team).Features | Should -Not -BeNullOrEmpty
        Get-OSyncSite -Connection Pester | Remove-OSyncSite -Confirm:$false
        Set-OSyncConnection Pester -BudgetPercent 50 -Secret $secret -SecretExpireTime (Get-Date).AddYears(1)
        (Get-OSyncSecretVersion -Connection Pester)[0].ExpireTime | Should -BeGreaterThan (Get-Date)
        Get-OSyncSecretVersion -Connection Pester | Select-Object -Skip 1 | Remove-OSyncSecretVersion -Confirm:$false
        @(Get-OSyncConnection Pester | Get-OSyncSecretVersion).Count | Should -Be 1
        (Get-OSyncConnection Pester).BudgetPercent | Should -Be 50
        Remove-OSyncConnection Pester -Confirm:$false
    }
}

Describe 'Lists' {
    It 'are made for a table, found, read again, taken out of the catalog and declared again' {
        $made = New-OSyncList 'Pester list' -Site $team -Database Orders -Table orders -SkipColumn changed_at -ColumnChoice (New-OSyncColumnChoice total -Kind Currency)
        ($made.Columns | Where-Object Column -eq total).Kind | Should -Be 'Currency'
        (Find-OSyncList $team | Where-Object ListId -eq $made.ListId).DisplayName | Should -Be 'Pester list'
        (Update-OSyncList 'Pester list').Columns.Count | Should -BeGreaterThan 3
        Set-OSyncList 'Pester list' -Status Disabled
        (Get-OSyncList 'Pester list').Status | Should -Be 'Disabled'
        Get-OSyncList 'Pester list' | Remove-OSyncList -Confirm:$false
        (Register-OSyncList -DisplayName 'Pester list' -Site $team).DisplayName | Should -Be 'Pester list'
    }
}
